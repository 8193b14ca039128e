"""Keep our events out of Google's and Microsoft's calendars.

Their add-ons may be installed or not, before or after this one, and several of
their methods do not call super(). So the methods through which every event goes
out are wrapped on the class that is used in the end, whatever it is made of.
"""

from odoo.fields import Domain

#: which events go out; a domain
DOMAINS = ("_get_sync_domain", "_get_microsoft_sync_domain")
#: sending of the events of self
SENDERS = (
    "_google_insert",
    "_google_patch",
    "_sync_odoo2google",
    "_microsoft_insert",
    "_microsoft_patch",
    "_sync_odoo2microsoft",
)


def keep_out_of_sync(cls):
    """Wrap the methods that `cls` has; those of absent add-ons are passed over."""
    for names, wrap in ((DOMAINS, _without_ours), (SENDERS, _send_others)):
        for name in names:
            origin = getattr(cls, name, None)
            if origin and not hasattr(origin, "dlxh_origin"):
                method = wrap(origin)
                method.dlxh_origin = origin
                setattr(cls, name, method)


def release_sync(cls):
    for name in (*DOMAINS, *SENDERS):
        if hasattr(cls.__dict__.get(name), "dlxh_origin"):
            delattr(cls, name)


def _without_ours(origin):
    def method(self):
        return Domain(origin(self)) & Domain("dlxh_unit_id", "=", False)

    return method


def _send_others(origin):
    def method(self, *args, **kwargs):
        # sudo: whether an event is one of ours
        others = self.filtered(lambda event: not event.sudo().dlxh_unit_id)
        if self and not others:
            return None
        return origin(others, *args, **kwargs)

    return method

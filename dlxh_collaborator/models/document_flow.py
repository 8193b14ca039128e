"""The mark that says "this write comes from inside the document flow".

It is an object of this process, compared by identity: a client of the JSON or
RPC interface can send the key in its context, but never the object itself.
"""

FLOW_KEY = "dlxh_document_flow"
FLOW_MARK = object()


def in_flow(env):
    """Return whether `env` was marked by `with_flow` in this process."""
    return env.context.get(FLOW_KEY) is FLOW_MARK


def with_flow(records):
    """Return `records` marked as acting inside the document flow."""
    return records.with_context(**{FLOW_KEY: FLOW_MARK})

"""Run inside an Odoo shell by script/i18n: merge the terms of add-ons into vi.po.

Odoo's reader finds the terms: names in the database, Python messages, and what the
web client shows. Lines and dates are left out, so that a file changes with its terms.
"""

import io
import os
import sys
from pathlib import Path

import polib

from odoo.tools.translate import trans_export

SHOWN = 20
# Other apps put these on every model with messages; they bring their own words.
FOREIGN = ("__message_has_sms_error",)
METADATA = {
    "Project-Id-Version": "Odoo Server 19.0",
    "Language": "vi",
    "MIME-Version": "1.0",
    "Content-Type": "text/plain; charset=UTF-8",
    "Content-Transfer-Encoding": "8bit",
    "Plural-Forms": "nplurals=1; plural=0;",
}


def terms(addon):
    """What the add-on says: entries of a catalogue, without translations."""
    written = io.BytesIO()
    trans_export(None, [addon], written, "po", env)  # noqa: F821 (given by the shell)
    for entry in polib.pofile(written.getvalue().decode()):
        if not all(place.endswith(FOREIGN) for place, _line in entry.occurrences):
            yield entry


def merge(path):
    """Rewrite one catalogue and return the terms that lack a translation."""
    addon = path.parents[1].name
    known = {}
    if path.exists():
        known = {
            entry.msgid: entry.msgstr
            for entry in polib.pofile(str(path))
            if not entry.fuzzy and not entry.obsolete
        }
    catalogue = polib.POFile(wrapwidth=88)
    catalogue.header = f"Vietnamese of {addon}; script/i18n keeps the list of terms."
    catalogue.metadata = METADATA
    for entry in terms(addon):
        entry.msgstr = known.get(entry.msgid, "")
        catalogue.append(entry)
    path.parent.mkdir(exist_ok=True)
    catalogue.save(str(path))
    missing = [entry.msgid for entry in catalogue if not entry.msgstr]
    gone = len(set(known) - {entry.msgid for entry in catalogue})
    print(f"{addon}: {len(catalogue)} terms, {gone} gone, {len(missing)} missing")
    for term in missing[:SHOWN]:
        print(f"    {' '.join(term.split())[:100]}")
    if len(missing) > SHOWN:
        print(f"    … and {len(missing) - SHOWN} more")
    return missing


lacking = [
    term for name in os.environ["DLXH_ARGS"].split("\n") for term in merge(Path(name))
]
sys.exit(1 if lacking else 0)

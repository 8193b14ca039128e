"""What is said about a Word template that cannot be used."""

from odoo.tools import LazyTranslate

_lt = LazyTranslate(__name__)

SENTENCES = {
    "not_docx": _lt(
        "This is not a Word file of the kind .docx, or it is damaged. Open it in "
        "Word, choose “Save as” and the type “Word document (.docx)”."
    ),
    "too_large": _lt(
        "The file is too large, packed or unpacked (at most %(limit)s MB). Remove "
        "pictures from it, or begin with the standard template."
    ),
    "macros": _lt(
        "The file holds macros. Save it in Word as a “Word document (.docx)” without "
        "macros."
    ),
    "external": _lt(
        "The file leads outside itself, to “%(target)s”. Remove the link, or put the "
        "picture into the file itself."
    ),
    "embedded": _lt(
        "The file holds something that does not belong in a template (%(part)s): an "
        "embedded file, program or entity. Remove it in Word and save again."
    ),
    "unsafe_field": _lt(
        "The file holds the Word field %(field)s, which reads files or starts "
        "programs. Remove the field."
    ),
    "syntax": _lt(
        "A tag is not written correctly near “%(where)s” (%(detail)s). A tag opens "
        "and closes in the same paragraph: {{ name }} or {%% if name %%}."
    ),
    "unknown": _lt(
        "The template asks for “%(name)s”, which no document has (near “%(where)s”). "
        "Take one of these names: %(names)s."
    ),
    "forbidden": _lt(
        "A template may print, choose and repeat, and nothing else: “%(what)s” is "
        "not allowed (near “%(where)s”)."
    ),
    "no_body": _lt(
        "The template does not print the text of the document. Write {{p body }} in "
        "a paragraph of its own where the text belongs."
    ),
    "body_place": _lt(
        "The text of the document needs a paragraph of its own: write {{p body }}, "
        "with nothing before or after it in the paragraph."
    ),
    "too_long": _lt(
        "The template repeats too much: the file it makes would be too large to open."
    ),
    "broken": _lt(
        "The template cannot be filled in (%(detail)s). Begin again with the standard "
        "template, which you can download here."
    ),
}


def sentence(env, error, names):
    """Return what a WordTemplateError tells, in the language of the user.

    :param names: the names that a template may print
    """
    values = {"where": "", "names": ", ".join(sorted(names)), **error.values}
    wording = env._(SENTENCES[error.code])
    return wording % values


def missing_library(env, error):
    """Return what to do when Word files cannot be made on this server."""
    return env._(
        "Word files cannot be made on this server: the Python library docxtpl is "
        "missing (%(detail)s). Ask the administrator to install it: “pip install "
        "docxtpl”. Until then print the document as PDF.",
        detail=str(error).splitlines()[0][:120] if str(error) else "-",
    )

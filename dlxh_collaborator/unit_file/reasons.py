"""What each kind of problem tells the person who brought the file."""


def _lt(text):
    """Mark a sentence for translation; the Odoo side translates when it shows it."""
    return text


REASONS = {
    "bad_code": _lt(
        "The code “%(value)s” may hold letters, digits and . - _ / only, no spaces."
    ),
    "bad_date": _lt(
        "“%(value)s” is not a date. Write day/month/year, for instance 01/07/2025,"
        " or format the cell as a date."
    ),
    "child_still_open": _lt(
        "The unit closes while %(child)s below it stays open. Close or move it first."
    ),
    "close_before_open": _lt(
        "The closing date %(close)s lies before the opening date %(open)s."
    ),
    "closed_parent": _lt(
        "The parent unit %(value)s is closed since %(close)s. Write the code of the"
        " unit that took its place."
    ),
    "control_character": _lt(
        "The text holds characters that cannot be seen. Type it again."
    ),
    "cycle": _lt(
        "These units stand above each other in a circle: %(codes)s. Correct one of"
        " their parent codes."
    ),
    "double_column": _lt("Two columns are headed as “%(column)s”. Remove one."),
    "duplicate_code": _lt(
        "The code “%(value)s” already stands in row %(first)s. Each unit needs its own."
    ),
    "empty_file": _lt("The file holds no units. Fill in at least one row."),
    "error_value": _lt("The cell shows the error %(value)s. Type the value itself."),
    "formula": _lt("The cell holds a formula. Copy the column and paste it as values."),
    "level_order": _lt(
        "A unit of level “%(level)s” cannot stand under %(parent)s, which is of level"
        " “%(parent_level)s”. Correct the level or the parent code."
    ),
    "level_order_child": _lt(
        "With level “%(level)s” the unit would no longer be above %(child)s, which is"
        " of level “%(child_level)s” and stands under it."
    ),
    "missing_column": _lt(
        "The column “%(column)s” is missing. The first row must name the columns."
    ),
    "missing_value": _lt("The cell “%(column)s” is empty. Fill it in."),
    "more_problems": _lt(
        "%(count)s more problems are not listed. Correct these first, then try again."
    ),
    "not_a_table": _lt(
        "This is neither an Excel workbook (.xlsx) nor a CSV file. Open it in your"
        " spreadsheet program and save it as .xlsx."
    ),
    "not_utf8": _lt(
        "The text of the file is not UTF-8; it looks like an old Windows-1258 or TCVN3"
        " file. Save it as “CSV UTF-8” or as .xlsx."
    ),
    "old_excel": _lt(
        "This is an Excel 97–2003 file or is protected by a password. Save it as .xlsx"
        " without a password."
    ),
    "old_font": _lt(
        "“%(value)s” is written in an old Vietnamese font or lost its accents."
        " Convert the text to Unicode."
    ),
    "too_large": _lt(
        "The file is too large. Remove pictures and other sheets, or split it."
    ),
    "too_long": _lt("The text is longer than %(limit)s characters. Shorten it."),
    "too_many_rows": _lt(
        "The file has more than %(limit)s rows. Delete empty rows at its end, or split"
        " it."
    ),
    "unknown_level": _lt("“%(value)s” is not a level. Use one of: %(levels)s."),
    "unknown_org_type": _lt(
        "“%(value)s” is not a kind of organisation. Use one of: %(types)s."
    ),
    "unknown_parent": _lt(
        "No unit has the code “%(value)s”, neither in this file nor in the system."
    ),
    "unreadable": _lt("The file cannot be opened: %(error)s."),
    "zeros_lost": _lt(
        "The code “%(value)s” lost the zeros in front: the unit is stored as"
        " “%(stored)s”. Format the column as text."
    ),
}

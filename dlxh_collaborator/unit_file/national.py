"""The tree of the country: the centre, its provinces and their communes.

Places come from the package vietnam-provinces, whose release depends on the
version of Python. The last one for Python before 3.12 still holds some codes of
former wards; corrected_codes.csv brings them to the list of Decision
19/2025/QD-TTg, so that every installation has the same codes.
"""

import csv
import functools
import json
from pathlib import Path

from .model import UnitRow
from .names import unit_name
from .words import WORDS

DATA_VERSION_TO_CORRECT = "2025-10-18"


def _divisions():
    """What the installed package holds: provinces, each with its wards."""
    import vietnam_provinces

    text = vietnam_provinces.NESTED_DIVISIONS_JSON_PATH.read_text("utf-8")
    divisions = json.loads(text)
    if vietnam_provinces.__data_version__ == DATA_VERSION_TO_CORRECT:
        corrections = _corrections()
        for division in divisions:
            for ward in division["wards"]:
                code, name = corrections.get(ward["code"], ("", ""))
                ward.update(code=int(code or ward["code"]), name=name or ward["name"])
    return divisions


def _corrections():
    """{code in the package: (right code, right name)}; empty means unchanged."""
    path = Path(__file__).with_name("corrected_codes.csv")
    with path.open(encoding="utf-8", newline="") as stream:
        return {
            int(line["package_code"]): (line["code"], line["name"])
            for line in csv.DictReader(stream)
        }


@functools.cache
def _places():
    """[(code, kind, name, [(ward code, kind, name)])], in order of code."""
    places = []
    for division in _divisions():
        wards = [
            (f"{ward['code']:05d}", ward["division_type"], ward["name"])
            for ward in division["wards"]
        ]
        code = f"{division['code']:02d}"
        kind, name = division["division_type"], division["name"]
        places.append((code, kind, name, sorted(wards)))
    return sorted(places)


def provinces():
    """[(code, name of the committee, number of communes)] of the 34 provinces."""
    return [
        (code, unit_name("direct", kind, name), len(wards))
        for code, kind, name, wards in _places()
    ]


def _centre():
    centre = WORDS["centre"]
    return UnitRow(0, centre["code"], centre["name"], "", "central", org_type="party")


def _province(place, parent):
    code, kind, name, wards = place
    yield UnitRow(
        0, code, unit_name("direct", kind, name), parent, "direct", org_type="party"
    )
    level = "above_grassroots"
    for ward_code, ward_kind, ward_name in wards:
        yield UnitRow(
            0,
            ward_code,
            unit_name(level, ward_kind, ward_name),
            code,
            level,
            org_type="party",
        )


def national_rows():
    """The whole country: one centre, 34 provinces, 3,321 communes."""
    rows = [_centre()]
    for place in _places():
        rows.extend(_province(place, rows[0].code))
    return _numbered(rows)


def province_rows(province_code, with_centre=False):
    """One province with its communes, under the centre if asked."""
    by_code = {place[0]: place for place in _places()}
    rows = [_centre()] if with_centre else []
    parent = rows[0].code if rows else ""
    rows.extend(_province(by_code[province_code], parent))
    return _numbered(rows)


def _numbered(rows):
    for number, row in enumerate(rows, 2):
        row.row = number
    return rows

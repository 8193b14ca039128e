"""Names of Party committees built from the names of places."""

import pytest

from unit_file import national_rows, place_of, province_rows, unit_name


@pytest.mark.parametrize(
    ("level", "kind", "place", "expected"),
    [
        ("direct", "tỉnh", "Cao Bằng", "Tỉnh ủy Cao Bằng"),
        ("direct", "tỉnh", "Tỉnh Cao Bằng", "Tỉnh ủy Cao Bằng"),
        ("direct", "thành phố trung ương", "Thành phố Huế", "Thành ủy Huế"),
        (
            "direct",
            "thành phố trung ương",
            "Thành phố Hồ Chí Minh",
            "Thành ủy Thành phố Hồ Chí Minh",
        ),
        ("above_grassroots", "xã", "Xã  Xuân Giang", "Đảng ủy xã Xuân Giang"),
        ("above_grassroots", "phường", "Ba Đình", "Đảng ủy phường Ba Đình"),
        ("above_grassroots", "đặc khu", "Đặc khu Côn Đảo", "Đảng ủy đặc khu Côn Đảo"),
        ("above_grassroots", "xã", "xã Bắc Sơn", "Đảng ủy xã Bắc Sơn"),
    ],
)
def test_name_follows_level_and_kind(level, kind, place, expected):
    assert unit_name(level, kind, place) == expected


def test_kind_without_a_pattern_keeps_the_place():
    assert unit_name("cell", "tổ", "Tổ dân phố 5") == "Tổ dân phố 5"


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("Tỉnh ủy Cao Bằng", "Cao Bằng"),
        ("Thành ủy Thành phố Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
        ("Đảng ủy đặc khu Côn Đảo", "Côn Đảo"),
        ("Đảng bộ Bệnh viện", "Đảng bộ Bệnh viện"),
    ],
)
def test_place_in_the_name(name, place):
    assert place_of(name) == place


@pytest.fixture(scope="module")
def rows():
    return national_rows()


def test_national_rows_count(rows):
    levels = [row.level for row in rows]
    assert len(rows) == 1 + 34 + 3321
    assert levels.count("central") == 1
    assert levels.count("direct") == 34
    assert levels.count("above_grassroots") == 3321


def test_national_codes_are_unique_and_official(rows):
    by_code = {row.code: row for row in rows}
    assert len(by_code) == len(rows)
    assert by_code["TW"].parent == ""
    assert by_code["01"].name == "Thành ủy Hà Nội"
    assert by_code["04"].name == "Tỉnh ủy Cao Bằng"
    assert by_code["01"].parent == "TW"
    # Decision 19/2025/QD-TTg: second line of its list
    assert by_code["00082"].name == "Đảng ủy phường Cửa Nam"
    assert by_code["00082"].parent == "01"
    assert "00073" not in by_code


def test_national_rows_kinds(rows):
    names = [row.name for row in rows]
    assert sum(name.startswith("Tỉnh ủy ") for name in names) == 28
    assert sum(name.startswith("Thành ủy ") for name in names) == 6
    assert sum(name.startswith("Đảng ủy xã ") for name in names) == 2621
    assert sum(name.startswith("Đảng ủy phường ") for name in names) == 687
    assert sum(name.startswith("Đảng ủy đặc khu ") for name in names) == 13
    assert not [name for name in names if "  " in name or "'" in name]


def test_national_rows_pass_the_check(rows):
    from unit_file import check_rows

    ordered, problems = check_rows(rows)
    assert problems == []
    assert len(ordered) == len(rows)


def test_one_province_alone_is_a_root_with_its_communes():
    rows = province_rows("04")
    assert rows[0].code == "04"
    assert rows[0].parent == ""
    assert {row.parent for row in rows[1:]} == {"04"}
    assert len(rows) == 57


def test_one_province_may_stand_under_the_centre():
    rows = province_rows("04", with_centre=True)
    assert [row.code for row in rows[:2]] == ["TW", "04"]
    assert rows[1].parent == "TW"


def test_unknown_province():
    with pytest.raises(KeyError):
        province_rows("99")


@pytest.mark.parametrize("name", ["units.csv", "units.xlsx"])
def test_written_list_reads_back_the_same(tmp_path, capsys, rows, name):
    from unit_file import read_units
    from unit_file.__main__ import main

    path = tmp_path / name
    assert main(["national", str(path)]) == 0
    found, problems = read_units(path)
    assert problems == []
    assert {(one.code, one.name, one.parent, one.level) for one in found} == {
        (one.code, one.name, one.parent, one.level) for one in rows
    }
    assert main(["check", str(path)]) == 0
    assert "3356 units, 0 problems" in capsys.readouterr().out


def test_command_tells_the_problems(tmp_path, capsys):
    from unit_file.__main__ import main

    path = tmp_path / "bad.csv"
    path.write_text("code,name,level,parent\nA,X,cell,B\n", encoding="utf-8")
    assert main(["check", str(path)]) == 1
    assert "row 2, column parent, value 'B'" in capsys.readouterr().out

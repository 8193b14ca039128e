"""Templates that are broken or hostile are refused with a code of their own."""

import time
import zipfile
from io import BytesIO

import pytest

from document import word, word_package
from document.word_errors import WordTemplateError
from word_files import MAIN, default, edited, lines_of, template, values, with_part

pytest.importorskip("docxtpl")

TYPES = "[Content_Types].xml"
RELATIONS = "word/_rels/document.xml.rels"


def refused(content, check=word.check_template):
    begun = time.perf_counter()
    with pytest.raises(WordTemplateError) as caught:
        check(content)
    assert time.perf_counter() - begun < 10
    return caught.value


def test_the_default_template_passes_its_own_check():
    for motto in ({}, {"motto": "Độc lập - Tự do - Hạnh phúc"}):
        assert word.check_template(default(**motto)) is None  # else it raises


@pytest.mark.parametrize(
    "line, code",
    [
        ("{{ issuer", "syntax"),
        ("{% if superior %}", "syntax"),
        ("{% nonsense %}", "syntax"),
        ("{{ issuer|nonsense }}", "forbidden"),
        ("{{ nguoi_ky }}", "unknown"),
        ("{% for x in signature %}{{ y }}{% endfor %}", "unknown"),
        ("{{ ''.__class__ }}", "forbidden"),
        ("{{ issuer.__class__.__mro__ }}", "forbidden"),
        ("{{ issuer['__class__'] }}", "forbidden"),
        ("{{ issuer|attr('__class__') }}", "forbidden"),
        ("{{ issuer.format_map }}", "forbidden"),
        ("{{ ''.join(['a']) }}", "forbidden"),
        ("{{ lipsum() }}", "forbidden"),
        ("{{ cycler.__init__ }}", "forbidden"),
        ("{{ self }}", "unknown"),
        ("{{ range(10) }}", "forbidden"),
        ("{{ 10 ** 10 ** 10 }}", "forbidden"),
        ("{{ 'a' * 99999999999 }}", "forbidden"),
        ("{% set x = 1 %}", "forbidden"),
        ("{% include 'x' %}", "forbidden"),
        ("{% import 'os' as os %}", "forbidden"),
        ("{% extends 'x' %}", "forbidden"),
        ("{% macro m() %}{{ m() }}{% endmacro %}", "forbidden"),
        ("{% raw %}x{% endraw %}{{ loop.__class__ }}", "forbidden"),
        ("{% for x in range(999999999) %}{% endfor %}", "forbidden"),
        ("{% for x in 'abc' %}{% endfor %}", "forbidden"),
        (
            "{% for x in recipients %}{% for y in signature %}{% endfor %}{% endfor %}",
            "forbidden",
        ),
        (
            "{% for x in recipients %}{% if x %}{% for y in recipients %}{% endfor %}"
            "{% endif %}{% endfor %}",
            "forbidden",
        ),
        ("{% for x in recipients recursive %}{{ loop(x) }}{% endfor %}", "forbidden"),
        ("{% for issuer in recipients %}{% endfor %}", "forbidden"),
        ("{{ issuer|upper|safe }}", "forbidden"),
    ],
)
def test_what_a_template_may_not_say(line, code):
    assert refused(template(line, "{{p body }}")).code == code


def test_the_place_of_a_mistake_is_told():
    filtered = refused(template("Cơ quan: {{ issuer|nonsense }}", "{{p body }}"))
    assert filtered.values["what"] == "nonsense"
    assert filtered.values["where"].startswith("Cơ quan: {{ issuer|nonsense }}")
    unknown = refused(template("A", "Ký: {{ nguoi_ky }}", "{{p body }}"))
    assert unknown.values["name"] == "nguoi_ky"
    assert unknown.values["where"].startswith("Ký: {{ nguoi_ky }}")
    broken = refused(template("{{p body }}", "{{ 'a }}"))
    assert broken.values["where"] == "{{ 'a }}"
    half = refused(template("Cơ quan: {{ issuer", "{{p body }}"))
    assert half.values["where"] == "Cơ quan: {{ issuer"


def test_what_a_template_may_say():
    own = template(
        "{% if is_letter %}V/v {{ abstract }}{% else %}{{ title|upper }}{% endif %}",
        "{%p for line in recipients %}",
        "{{ loop.index }}. {{ line }}{{ '' if loop.last else ';' }}",
        "{%p endfor %}",
        "{{p body }}",
        "{{ signature|join(' / ') }}",
    )
    word.check_template(own)
    assert lines_of(word.render_word(own, values(), "<p>Lời.</p>")) == [
        "BÁO CÁO",
        "1. - Ban Bí thư (để b/c);;",
        "2. - Lưu VP.",
        "Lời.",
        "T/M BAN THƯỜNG VỤ / BÍ THƯ",
    ]


def test_the_text_must_be_printed_in_its_own_paragraph():
    assert refused(template("{{ issuer }}")).code == "no_body"
    assert refused(template("Lời: {{ body }}")).code == "body_place"


def test_a_text_repeated_without_end_is_stopped(monkeypatch):
    monkeypatch.setattr(word, "MAX_RESULT", 1_000_000)
    own = template(
        "{%p for line in recipients %}",
        "{{p body }}",
        "{%p endfor %}",
    )
    long = "<p>" + "x" * 10_000 + "</p>"
    with pytest.raises(WordTemplateError) as caught:
        word.render_word(own, values(recipients=["a"] * 5000), long)
    assert caught.value.code == "too_long"


def test_thousands_of_tags_are_refused():
    own = template(*["{{ issuer }}" for _index in range(3000)], "{{p body }}")
    assert refused(own).code == "too_long"


@pytest.mark.parametrize(
    "content", [b"", b"Xin chao", b"%PDF-1.7", b"\xd0\xcf\x11\xe0 old .doc"]
)
def test_not_a_word_file(content):
    assert refused(content).code == "not_docx"


def test_a_zip_file_that_is_no_document():
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as package:
        package.writestr("a.txt", "a")
    assert refused(target.getvalue()).code == "not_docx"


def test_a_damaged_file():
    content = default()
    assert refused(content[: len(content) // 2]).code == "not_docx"
    assert refused(edited(content, MAIN, "</w:body>", "")).code == "not_docx"


def test_zip_bomb():
    bomb = with_part(default(), "word/media/image9.png", b"\0" * 30_000_000)
    assert refused(bomb).code == "too_large"
    many = default()
    target = BytesIO(many)
    with zipfile.ZipFile(target, "a") as package:
        for number in range(word_package.MAX_PARTS):
            package.writestr(f"word/media/{number}.txt", "a")
    assert refused(target.getvalue()).code == "too_large"
    text = with_part(default(), "word/notes.xml", b"<a>" + b" b" * 3_000_000 + b"</a>")
    assert refused(text).code == "too_large"


def test_a_file_of_many_megabytes():
    assert refused(b"PK" + b"\0" * word_package.MAX_FILE).code == "too_large"


def test_a_zip_bomb_that_lies_about_its_size():
    """The stated size is small; what comes out of the part is not."""
    content = with_part(default(), "word/notes.xml", b"<a>" + b" " * 900_000 + b"</a>")
    size = (900_007).to_bytes(4, "little")
    assert content.count(size) == 2
    lying = content.replace(size, (100).to_bytes(4, "little"))
    assert refused(lying).code == "not_docx"


def test_macros():
    docm = edited(default(), TYPES, r"wordprocessingml\.document\.main", "macroEnabled")
    assert refused(docm).code == "macros"
    assert refused(with_part(default(), "word/vbaProject.bin", b"x")).code == "macros"


@pytest.mark.parametrize(
    "kind, target",
    [
        ("attachedTemplate", "http://evil.example/a.dotm"),
        ("image", "http://evil.example/a.png"),
        ("hyperlink", "file:///etc/passwd"),
    ],
)
def test_relations_to_the_outside(kind, target):
    relation = (
        '<Relationship Id="rId99" TargetMode="External" Target="{}" Type="http://'
        'schemas.openxmlformats.org/officeDocument/2006/relationships/{}"/></Rel'
    )
    outside = edited(default(), RELATIONS, "</Rel", relation.format(target, kind))
    error = refused(outside)
    assert (error.code, error.values["target"]) == ("external", target)


def test_embedded_programs_and_texts():
    embedded = with_part(default(), "word/embeddings/oleObject1.docx", b"x")
    assert refused(embedded).code == "embedded"
    relation = (
        '<Relationship Id="rId99" Target="a.html" Type="http://schemas.openxmlformats'
        '.org/officeDocument/2006/relationships/aFChunk"/></Rel'
    )
    assert refused(edited(default(), RELATIONS, "</Rel", relation)).code == "embedded"
    entity = '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document '
    assert refused(edited(default(), MAIN, "<w:document ", entity)).code == "embedded"


@pytest.mark.parametrize("field", ["INCLUDETEXT", "INCLUDEPICTURE", "DDEAUTO"])
def test_fields_that_read_files_or_start_programs(field):
    own = template("X", "{{p body }}")
    node = rf'<w:fldSimple w:instr="{field} &quot;/etc/passwd&quot;"/><w:t>X</w:t>'
    error = refused(edited(own, MAIN, "<w:t>X</w:t>", node))
    assert (error.code, error.values["field"]) == ("unsafe_field", field)


def test_every_refusal_has_a_code():
    with pytest.raises(AssertionError):
        WordTemplateError("nonsense")

"""Style sheet of a document page, from the measures of a format profile."""

import re
from dataclasses import dataclass

#: fonts with all Vietnamese letters, after the one that the profile asks for
FALLBACK_FONTS = ("Times New Roman", "Liberation Serif", "Tinos", "Noto Serif")


@dataclass(frozen=True)
class Layout:
    """Measures of a page: margins in mm, type sizes in points."""

    margin_top: float = 20
    margin_bottom: float = 20
    margin_left: float = 30
    margin_right: float = 15
    header_left: float = 47
    font: str = "Times New Roman"
    size_title: float = 15
    size_motto: float = 14
    size_superior: float = 14
    size_issuer: float = 14
    size_number: float = 14
    size_place: float = 14
    size_type: float = 15
    size_abstract: float = 14
    size_letter_abstract: float = 12
    size_body: float = 14
    size_signature: float = 14
    size_recipients_label: float = 12
    size_recipients: float = 11


def page_css(layout):
    """Return the style sheet for a `Layout`."""
    asked = re.sub(r"[^\w \-]", "", layout.font).strip()
    fonts = list(dict.fromkeys([asked or FALLBACK_FONTS[0], *FALLBACK_FONTS]))
    family = ", ".join(f"'{font}'" for font in fonts)
    measures = {
        name: f"{getattr(layout, name):g}"
        for name in Layout.__dataclass_fields__
        if name != "font"
    }
    measures["header_right"] = f"{100 - layout.header_left:g}"
    return CSS % {**measures, "family": family}


CSS = """
@page {
  size: A4;
  margin: %(margin_top)smm %(margin_right)smm %(margin_bottom)smm %(margin_left)smm;
  @top-center {
    content: counter(page); font-family: %(family)s; font-size: %(size_body)spt;
  }
}
@media screen {
  .o_page { box-sizing: border-box; max-width: 210mm; margin: 8mm auto;
    padding: %(margin_top)smm %(margin_right)smm %(margin_bottom)smm
    %(margin_left)smm; box-shadow: 0 0 2mm #999; }
}
.o_page + .o_page { break-before: page; }
@page :first { @top-center { content: none; } }
html { font-family: %(family)s, serif; font-size: %(size_body)spt; line-height: 1.3; }
body { margin: 0; }
p { margin: 0 0 6pt 0; }
table.o_head, table.o_foot { width: 100%%; border-collapse: collapse; }
table.o_head td, table.o_foot td { vertical-align: top; padding: 0; }
.o_head { text-align: center; line-height: 1.2; margin-bottom: 18pt; }
.o_head .o_left { width: %(header_left)s%%; }
.o_head .o_right { width: %(header_right)s%%; }
.o_superior { font-size: %(size_superior)spt; text-transform: uppercase; }
.o_issuer { font-size: %(size_issuer)spt; font-weight: bold;
  text-transform: uppercase; }
.o_star { font-size: %(size_number)spt; line-height: 1; }
.o_number { font-size: %(size_number)spt; }
.o_letter { font-size: %(size_letter_abstract)spt; font-style: italic;
  margin-top: 4pt; }
.o_title { font-size: %(size_title)spt; font-weight: bold; white-space: nowrap; }
.o_motto { font-size: %(size_motto)spt; font-weight: bold; white-space: nowrap; }
.o_ruled { display: inline-block; border-bottom: 0.75pt solid black;
  padding-bottom: 1pt; }
.o_short_rule { width: 40%%; margin: 1pt auto 3pt auto;
  border-top: 0.75pt solid black; height: 0; }
.o_place { font-size: %(size_place)spt; font-style: italic; white-space: nowrap; }
.o_type { font-size: %(size_type)spt; font-weight: bold; text-align: center;
  text-transform: uppercase; line-height: 1.2; }
.o_abstract { font-size: %(size_abstract)spt; font-weight: bold; text-align: center;
  line-height: 1.2; }
.o_dashes { text-align: center; line-height: 1; }
.o_heading .o_short_rule { width: 20%%; margin-top: 4pt; }
.o_state .o_recipients_label { font-weight: bold; font-style: italic; }
.o_party .o_recipients_label { text-decoration: underline; }
.o_heading { margin-bottom: 14pt; }
.o_addressees { margin-bottom: 14pt; text-align: center; }
.o_body { text-align: justify; }
.o_body p { text-indent: 10mm; orphans: 2; widows: 2; }
.o_body h1, .o_body h2, .o_body h3, .o_body h4, .o_body h5, .o_body h6 {
  font-size: %(size_body)spt; font-weight: bold; margin: 8pt 0 4pt 0;
  text-indent: 10mm; break-after: avoid; text-align: left; }
.o_body h3, .o_body h4, .o_body h5, .o_body h6 { font-style: italic; }
.o_body h1 { text-align: center; text-indent: 0; text-transform: uppercase; }
.o_body ul, .o_body ol { margin: 0 0 6pt 0; padding-left: 14mm; }
.o_body table { width: 100%%; border-collapse: collapse; margin: 6pt 0; }
.o_body td, .o_body th { border: 0.5pt solid black; padding: 2pt 4pt;
  vertical-align: top; }
.o_body td p, .o_body th p { text-indent: 0; margin: 0; }
.o_body th { text-align: center; }
.o_body thead { display: table-header-group; }
.o_body tr { break-inside: avoid; }
.o_body img { max-width: 100%%; }
.o_foot { margin-top: 12pt; break-before: avoid; break-inside: avoid;
  line-height: 1.2; }
.o_foot .o_left, .o_foot .o_right { width: 50%%; }
.o_recipients_label { font-size: %(size_recipients_label)spt; }
.o_recipients { font-size: %(size_recipients)spt; }
.o_recipients div { padding-left: 2mm; text-indent: -2mm; }
.o_signature { text-align: center; font-weight: bold;
  font-size: %(size_signature)spt; }
.o_signer { margin-top: 64pt; }
.o_annex { break-before: page; }
.o_annex td { text-align: left; }
"""

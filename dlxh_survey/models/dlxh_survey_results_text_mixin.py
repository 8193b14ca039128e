from datetime import date, timedelta

from odoo import models
from odoo.tools import format_date

EPOCH = date(1970, 1, 1)
HIDING = ("hidden", "withheld")


class DlxhSurveyResultsTextMixin(models.AbstractModel):
    """Published tables as texts: numbers as the reader writes them, and footnotes."""

    _name = "dlxh.survey.results.text.mixin"
    _description = "Results of a Survey as Text"

    def _number(self, value, digits=0):
        """Return a number with the marks of the reader's language."""
        if value is None:
            return ""
        lang = self.env["res.lang"]._get_data(code=self.env.lang)
        point, thousands = lang.decimal_point or ".", lang.thousands_sep or ""
        text = f"{value:,.{digits}f}".replace(",", "\0").replace(".", point)
        return text.replace("\0", thousands)

    def _percent(self, share, digits=1):
        if share is None:
            return ""
        return self.env._("%(number)s%%", number=self._number(100 * share, digits))

    def _span(self, one, write):
        """Return the 95 % interval of a figure, or nothing where none is stated."""
        if one["low"] is None or one["high"] is None:
            return ""
        return f"{write(one['low'])} – {write(one['high'])}"

    def _hidden_text(self, laid):
        return f"<{laid['k']}"

    def _counts_text(self, line, laid):
        return self._hidden_text(laid) if line["hidden"] else self._number(line["n"])

    def _share_digits(self, laid):
        return 0 if "coarse" in laid["notes"] else 1

    def _share_text(self, line, laid, letters=True):
        if line["hidden"]:
            return self._hidden_text(laid)
        share = self._percent(line["share"], self._share_digits(laid))
        marks = line.get("letters") if letters else ""
        return f"{share} {marks}".strip()

    def _amount(self, value, kind, name="mean"):
        if value is None:
            return ""
        if kind == "date" and name != "sd":
            return format_date(self.env, EPOCH + timedelta(days=round(value)))
        return self._number(value, 2)

    def _statistic_names(self):
        return {
            "mean": self.env._("Mean"),
            "sd": self.env._("Standard deviation"),
            "median": self.env._("Median"),
            "q25": self.env._("Lower quarter"),
            "q75": self.env._("Upper quarter"),
            "mean_rank": self.env._("Mean rank"),
        }

    def _key_label(self, line, laid):
        if laid["type"] != "ranking":
            return line["label"]
        return self.env._("Rank %(rank)s", rank=line["key"])

    # ------------------------------------------------------------------
    # Base and footnotes
    # ------------------------------------------------------------------

    def _base_text(self, block, notes):
        """Say who the percentages are percentages of."""
        base = block["base"]
        if not base or base["n"] is None:
            return ""
        if "interim" in notes:
            return self.env._("Base: about %(n)s people", n=self._number(base["n"]))
        text = self.env._("Base: %(n)s people", n=self._number(base["n"]))
        if base["deff"] and base["deff"] > 1.005:
            more = self.env._(
                "design effect %(deff)s, effective base %(n)s",
                deff=self._number(base["deff"], 2),
                n=self._number(base["n_eff"]),
            )
            text = f"{text}; {more}"
        missing = [
            f"{self._missing_names()[name]}: {self._number(n)}"
            for name, n in base["missing"].items()
        ]
        return "; ".join([text, *missing])

    def _missing_names(self):
        return {
            "no_answer": self.env._("no answer"),
            "dont_know": self.env._("do not know"),
            "refused": self.env._("refused to answer"),
        }

    def _note_texts(self, laid):
        """Return the footnotes of a table as sentences, in a fixed order."""
        k = laid["k"]
        texts = {
            "interim": self.env._(
                "Before the close: percentages are rounded, numbers of people are not "
                "shown."
            ),
            "withheld": self.env._(
                "Not shown: too few people answered, or the table would tell what "
                "another one hides."
            ),
            "hidden": self.env._(
                "<%(k)s: fewer than %(k)s people, or hidden because such a number "
                "could be worked out from it.",
                k=k,
            ),
            "counts_only": self.env._(
                "Fewer than 30 people: numbers only, no percentages; not "
                "statistically representative."
            ),
            "no_statistics": self.env._(
                "Means and tests are not shown beside hidden numbers."
            ),
            "non_probability": self.env._(
                "Not a probability sample: not statistically representative, no margin "
                "of error is stated."
            ),
            "model": laid["statement"],
            "coarse": self.env._(
                "Weighted: whole percents, and numbers of people for the base only."
            ),
        }
        return [text for code, text in texts.items() if code in laid["notes"] and text]

    # ------------------------------------------------------------------
    # Tables as rows of text
    # ------------------------------------------------------------------

    def _rows(self, laid, block):
        """Return {"heads", "rows"} of a one-way block."""
        # weighted figures have numbers of people for the base only
        counts = "coarse" not in laid["notes"] or "counts_only" in block["notes"]
        heads = [self.env._("Answer"), *[self.env._("People")] * counts, "%"]
        digits = self._share_digits(laid)
        spans = [
            self._span(line, lambda share: self._percent(share, digits))
            for line in block["lines"]
        ]
        if any(spans):
            heads.append(self.env._("95% interval"))
        rows = []
        for line, span in zip(block["lines"], spans, strict=True):
            row = [
                self._key_label(line, laid),
                *[self._counts_text(line, laid)] * counts,
                self._share_text(line, laid),
            ]
            rows.append([*row, span][: len(heads)])
        return {"heads": heads, "rows": rows}

    def _statistic_rows(self, block):
        """Return pairs (name, value with its interval)."""
        names, kind = self._statistic_names(), block.get("kind")
        rows = []
        for one in block["statistics"]:
            value = self._amount(one["value"], kind, one["name"])
            span = self._span(one, lambda v, o=one: self._amount(v, kind, o["name"]))
            rows.append([names[one["name"]], f"{value} ({span})" if span else value])
        return rows

    def _cross_rows(self, laid, block):
        """Return {"heads", "rows"} of a cross block: the base first, then answers."""
        columns = block["columns"]
        heads = [
            self.env._("Answer"),
            self.env._("All"),
            *(f"{one['label']} ({one['letter']})" for one in columns),
        ]
        hidden = self._hidden_text(laid)
        bases = [
            hidden if one["base"] is None else self._number(one["base"])
            for one in columns
        ]
        total = self._number(block["base"]["n"])
        rows = [[self.env._("People"), total, *bases]]
        for line in block["lines"]:
            cells = [
                self._cell_text(one, laid) for one in (line["total"], *line["cells"])
            ]
            rows.append([self._key_label(line, laid), *cells])
        names, kind = self._statistic_names(), block.get("kind")
        for line in block["means"]:
            values = [
                "" if one is None else self._amount(one["value"], kind, line["name"])
                for one in (line["total"], *line["values"])
            ]
            marks = ["", *(one["letters"] if one else "" for one in line["values"])]
            texts = [f"{v} {m}".strip() for v, m in zip(values, marks, strict=True)]
            rows.append([names[line["name"]], *texts])
        return {"heads": heads, "rows": rows}

    def _cell_text(self, cell, laid):
        """A share; where the base is too small for one, the number of people."""
        if cell["hidden"] or cell["share"] is not None:
            return self._share_text(cell, laid)
        return self.env._("%(n)s people", n=self._number(cell["n"]))

    def _test_text(self, block):
        test = block["test"]
        if not test:
            return ""
        names = {
            "rao_scott": self.env._("Rao–Scott test"),
            "wald_means": self.env._("test of the means"),
        }
        return self.env._(
            "%(test)s: F = %(f)s, p = %(p)s. Letters: significantly more than in the "
            "column of that letter (95%%).",
            test=names.get(test["name"], test["name"]),
            f=self._number(test["statistic"], 2),
            p=self._number(test["p"], 3),
        )

from odoo import models

from .. import chart

#: a scale of more scores is drawn as bars
STACKED_SCORES = 7


class DlxhSurveyResultsChartMixin(models.AbstractModel):
    """Charts of published tables: bars, stacked scales and lines over waves."""

    _name = "dlxh.survey.results.chart.mixin"
    _inherit = ["dlxh.survey.results.text.mixin"]
    _description = "Charts of Survey Results"

    def _charts(self, laid):
        """Return the charts of a question, as SVG."""
        return [picture.svg() for picture in self._pictures(laid)]

    def _pictures(self, laid):
        """Return the charts of a question: none where nothing is shown."""
        shown = [block for block in laid["blocks"] if block["lines"]]
        if not shown or not any(
            line["share"] is not None for block in shown for line in block["lines"]
        ):
            return []
        if self._is_stacked(laid, shown):
            return [self._stacked(laid)]
        return [
            chart.Bars(self._block_title(laid, block), self._bars(laid, block))
            for block in shown
        ]

    def _is_stacked(self, laid, shown):
        if laid["type"] in ("matrix_single", "ranking"):
            return True
        return laid["type"] == "scale" and len(shown[0]["lines"]) <= STACKED_SCORES

    def _block_title(self, laid, block):
        return f"{laid['title']} – {block['part']}" if block["part"] else laid["title"]

    def _bars(self, laid, block):
        return [
            chart.Bar(
                self._key_label(line, laid),
                line["share"],
                self._share_text(line, laid) or self._counts_text(line, laid),
                line["low"],
                line["high"],
            )
            for line in block["lines"]
        ]

    def _stacked(self, laid):
        first = next(block for block in laid["blocks"] if block["lines"])
        labels = [self._key_label(line, laid) for line in first["lines"]]
        lines = []
        for block in laid["blocks"]:
            instead = "" if block["lines"] else self.env._("not shown")
            segments = [
                chart.Segment(line["share"], self._segment_text(line, laid))
                for line in block["lines"]
            ]
            label = block["part"] or self.env._("All")
            lines.append(chart.Line(label, segments, instead))
        return chart.Stack(laid["title"], labels, lines)

    def _segment_text(self, line, laid):
        if line["hidden"]:
            return self._hidden_text(laid)
        return self._percent(line["share"], 0)

    def _cross_pictures(self, laid, block):
        """Return a bar per column, made up of the answers; not of answers that
        overlap, nor of many scores."""
        lines = block["lines"]
        overlap = laid["type"] in ("multiple", "matrix_multiple", "ranking")
        if not lines or overlap or len(lines) > STACKED_SCORES:
            return []
        labels = [line["label"] for line in lines]
        drawn = []
        for place, column in enumerate(block["columns"]):
            cells = [line["cells"][place] for line in lines]
            bare = all(cell["share"] is None for cell in cells)
            segments = [
                chart.Segment(cell["share"], self._segment_text(cell, laid))
                for cell in cells
            ]
            instead = self.env._("not shown") if bare else ""
            drawn.append(chart.Line(column["label"], segments, instead))
        title = f"{self._block_title(laid, block)} × {laid['column_title']}"
        return [chart.Stack(title, labels, drawn)]

    def _trend_picture(self, course):
        """Return the lines of a trend; nothing if none of its figures is shown.

        :param course: one of `_trends`
        """
        means = course["name"] is not None
        levels = [
            value
            for line in course["lines"]
            for value in line["values"]
            if value is not None
        ]
        if not levels:
            return None
        low, high = 0.0, chart.scale_of_shares(levels)
        if means:
            room = (max(levels) - min(levels)) / 2 or 1
            low, high = min(levels) - room, max(levels) + room
        return chart.Trend(
            course["title"],
            course["waves"],
            [
                chart.Course(
                    line["label"],
                    line["values"],
                    [self._level_text(value, means) for value in line["values"]],
                )
                for line in course["lines"]
            ],
            course["breaks"],
            low,
            high,
            [
                (value, self._level_text(value, means))
                for value in (low, (low + high) / 2, high)
            ],
        )

    def _level_text(self, value, is_mean):
        if value is None:
            return ""
        return self._number(value, 1) if is_mean else self._percent(value, 0)

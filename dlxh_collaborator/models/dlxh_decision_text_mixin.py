from markupsafe import Markup

from odoo import models

from .. import membership
from ..document.dates import short_date
from ..document.phrases import capitalised

ROLE_ORDER = ("head", "deputy", "secretary", "member")


class DlxhDecisionTextMixin(models.AbstractModel):
    """The words a decision is proposed in: abstract, articles, list of members."""

    _name = "dlxh.decision.text.mixin"
    _description = "Wording of a Decision"

    def _decision_phrases(self):
        return self.env["dlxh.document.phrase"]._phrases("decision_")

    def _text_names(self, phrases):
        """What the phrases of one decision fill in."""
        # sudo: names printed on a document that may be read
        decision = self.sudo()
        body, term = decision.body_id, decision.team_term_id
        return {
            "team": phrases(f"kind_{decision.team_kind or 'team'}"),
            "unit": decision.unit_id.name,
            "term": phrases("term", term=term.code or term.name) if term else "",
            "body": " ".join(filter(None, (body.signing_name, body.name))),
            "archive": body.archive or body.name or "",
            "date": short_date(decision.date),
        }

    def _text_values(self):
        self.ensure_one()
        phrases = self._decision_phrases()
        names = self._text_names(phrases)
        paragraphs = getattr(self.sudo(), f"_articles_{self.decision_type}")(
            phrases, names
        )
        return {
            "abstract": phrases(f"abstract_{self.decision_type}", **names),
            "articles": Markup("").join(paragraphs),
        }

    def _article(self, phrases, number, text, lines=()):
        head = Markup("<p><strong>%s</strong> %s</p>") % (
            phrases("article", number=number),
            capitalised(text),
        )
        return [head, *(Markup("<p>%s</p>") % line for line in lines)]

    def _articles_establish(self, phrases, names):
        rows = self._roster_rows()
        first = phrases(
            "establish_1", **names, count=len(rows), head=_head(phrases, rows)
        )
        second = phrases("establish_2", **names)
        lines = []
        if formed := self._team_before().decision_id:
            number = phrases("number", code=formed.code)
            lines = [phrases("replaces", decision=number)]
        return [
            *self._article(phrases, 1, first),
            *self._article(phrases, 2, second, lines),
            *self._article(phrases, 3, phrases("carry_out", **names)),
        ]

    def _articles_consolidate(self, phrases, names):
        rows = self._roster_rows()
        lines = [line._text(phrases) for line in self.line_ids]
        if lines:  # the last of the list ends the sentence
            lines[-1] = lines[-1].rstrip(";.") + "."
        first = phrases("consolidate_1", **names)
        second = phrases(
            "consolidate_2", **names, count=len(rows), head=_head(phrases, rows)
        )
        return [
            *self._article(phrases, 1, first, lines),
            *self._article(phrases, 2, second),
            *self._article(phrases, 3, phrases("carry_out", **names)),
        ]

    def _articles_dissolve(self, phrases, names):
        code = self.team_id.decision_id.code
        by = phrases("formed_by", code=code) if code else ""
        first = phrases("dissolve_1", **names, decision=by)
        return [
            *self._article(phrases, 1, first),
            *self._article(phrases, 2, phrases("dissolve_2", **names)),
            *self._article(phrases, 3, phrases("carry_out_dissolve", **names)),
        ]

    # list of members

    def _roster_rows(self):
        """Return the members once it takes effect: [name, position, workplace,
        represented unit, role], head first; as approved when it is."""
        self.ensure_one()
        # sudo: membership is public
        decision = self.sudo()
        if decision.roster:
            return decision.roster
        if decision.decision_type == "dissolve":
            return []
        plan = decision._membership_plan()
        founding = decision.decision_type == "establish"
        team = decision.team_id
        before = [] if founding or not team else team._membership_intervals()
        begins = {begin.interval.key: begin.change.key for begin in plan.begins}
        lines = {line.id: line for line in decision.line_ids}
        members = decision.env["dlxh.team.member"]
        rows = []
        for one in membership.holding(plan.result(before), decision.date):
            line = lines.get(begins.get(one.key))
            place = decision.env["dlxh.unit"].browse(one.represents or ())
            source = line or members.browse(one.key).collaborator_id
            rows.append([*self._names_of(source), place.name or "", one.role])
        order = {role: index for index, role in enumerate(ROLE_ORDER)}
        return sorted(rows, key=lambda row: order.get(row[-1], len(order)))

    def _names_of(self, source):
        """Name, position and workplace of a line, or of a collaborator today."""
        if source._name == "dlxh.decision.line":
            names = (source.person_name, source.person_position, source.person_unit)
        else:
            names = (source.name, source.position, source.unit_id.name)
        return [name or "" for name in names]


def _head(phrases, rows):
    """Who is in charge, as said in an article."""
    for name, position, *_rest, role in rows:
        if role == "head":
            person = ", ".join(filter(None, (name, position)))
            return phrases("head", person=person)
    return ""

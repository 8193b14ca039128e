"""What the respondent's page needs to show: the form and the words around it."""

import html

from odoo import api, models

from ..questionnaire import REASONS

#: told by the page itself, in the same words as the server's
TOLD_AT_ONCE = (
    *("required", "not_a_number", "out_of_range", "too_few_choices"),
    "too_many_choices",
)
#: shown beside a language when a form has several
LANGUAGE_NAMES = {"vi_VN": "Tiếng Việt", "en_US": "English"}


class DlxhSurveyPage(models.AbstractModel):
    """The values of `/opinion/<wave>/form`; the page itself is plain JavaScript."""

    _name = "dlxh.survey.page"
    _description = "Page of the respondent"

    @api.model
    def _values(self, wave_id, lang=None):
        """The form in one language, or only a sentence when it is not open."""
        form = self.env["dlxh.survey.intake"]._form(wave_id)
        if not form or not form.is_open():
            return {"state": "closed", "sentence": self._closed_sentence(lang)}
        langs = form.definition["langs"]
        lang = lang if lang in langs else langs[0]
        page = self.with_context(lang=lang)
        # sudo: the notice and the title are what everybody reads who opens the page
        wave = page.env["dlxh.survey.wave"].sudo().browse(wave_id)
        return {
            "state": "open",
            "lang": lang,
            "names": {code: LANGUAGE_NAMES.get(code, code) for code in langs},
            "access": form.access,
            "until": form.date_close.isoformat(),
            "one_question": wave.one_question,
            "notice": wave._notice_parts(),
            "definition": form.definition,
            "words": page._words(),
        }

    def _in(self, lang):
        """The page in a language that is installed, else in Vietnamese."""
        known = self.env["res.lang"]._get_data(code=lang)
        return self.with_context(lang=known.code or "vi_VN")

    def _closed_sentence(self, lang):
        return self._in(lang).env._("This survey is not open for answers.")

    @api.model
    def _sentences(self, problems, lang=None):
        """What is wrong with each answer, in the language of the page."""
        env = self._in(lang).env
        # pylint: disable=translation-contains-variable
        return [
            {"question": one.code, "sentence": env._(one.template, **one.params)}
            for one in problems
        ]

    @api.model
    def _shell(self, wave_id):
        """What the empty page says before the form is there."""
        page = self._in("vi_VN")
        values = {
            "lang": "vi",
            "wave": wave_id,
            "title": page.env._("Survey"),
            "noscript": page.env._(
                "This form needs JavaScript. Switch it on, or ask for a paper form."
            ),
            "offline": page.env._(
                "There is no connection, and this form is not on the device yet. Open "
                "it once where there is a network."
            ),
        }
        return {name: html.escape(str(value)) for name, value in values.items()}

    @api.model
    def _web_manifest(self, wave_id):
        """The form as an application of a phone (W3C Web Application Manifest)."""
        return {
            "name": self._in("vi_VN").env._("Survey"),
            "start_url": f"/opinion/{wave_id}",
            "scope": "/opinion/",
            "display": "standalone",
            "background_color": "#ffffff",
            "theme_color": "#9c1c1c",
        }

    def _words(self):
        """The page's own words: buttons, what became of the form."""
        return {
            "start": self.env._("I have read this. Begin"),
            "code": self.env._("Participation code on your slip"),
            "next": self.env._("Next"),
            "back": self.env._("Back"),
            "send": self.env._("Send"),
            "sending": self.env._("Sending your answers …"),
            "again": self.env._("Type the code again"),
            "retry": self.env._("Send once more"),
            "another": self.env._("Another person answers"),
            "ready": self.env._(
                "The form is on this device now and works without a network too."
            ),
            "waits": self.env._("Forms on this device that are not sent yet:"),
            "send_waiting": self.env._("Send them now"),
            "not_taken": self.env._("Forms of this device that were not taken:"),
            "other": self.env._("please say"),
            "place": self.env._("place"),
            "required": self.env._("needs an answer"),
            "choose_many": self.env._("Choose all that apply."),
            "rank": self.env._("Touch them one after the other, the first one first."),
            "problems": {kind: self.env._(REASONS[kind]) for kind in TOLD_AT_ONCE},
            "titles": {
                "received": self.env._("Thank you"),
                "waiting": self.env._("Kept on this device"),
                "failed": self.env._("Not sent"),
            },
            "outcomes": self._outcomes(),
        }

    def _outcomes(self):
        """{state of a sent form: what the respondent is told}"""
        return {
            "received": self.env._(
                "Your answers have arrived. They are kept confidential; only summed "
                "figures are published."
            ),
            "already": self.env._("These answers had arrived before. All is done."),
            "waiting": self.env._(
                "There is no connection. Your answers are sent by themselves as soon "
                "as there is one; leave the browser's data as it is until then."
            ),
            "closed": self.env._("The survey is over; answers are no longer taken."),
            "full": self.env._(
                "Enough people who answered as you did have taken part. Your answers "
                "were not kept. Thank you for your time."
            ),
            "code": self.env._(
                "This participation code is not known, or was used. Compare it with "
                "your slip."
            ),
            "large": self.env._("The answers are too long. Shorten the texts."),
            "proof": self.env._("The form is out of date. Open the page again."),
            "busy": self.env._("Many are sending now. Try again in a minute."),
            "failed": self.env._("The answers could not be sent. Try again later."),
        }

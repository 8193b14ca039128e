from ..models.dlxh_survey_store import WEB
from .common_wave import WaveCase, options, question

CODER = "dlxh_survey.group_dlxh_coder"
QUESTIONS = (
    question("sex", "single", options=options("Nam", "Nữ"), demographic=True),
    question("media", "multiple", options=options("Báo", "Khác", other=2)),
    question("why", "long_text"),
)
POWER = ["Giá điện tăng cao quá %d", "Tiền điện đắt %d"]
ROADS = ["Đường thôn hỏng, nhiều ổ gà %d", "Cần làm lại đường xã %d"]


class CodingCase(WaveCase):
    """A closed wave with open answers, half about power and half about roads."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.wave = cls.make_wave("fieldwork", QUESTIONS, min_cell=10)
        words = [one % n for n in range(12) for one in (*POWER, *ROADS)]
        words[0] = "Gọi ông Nguyễn Văn Tám, 0912345678, về giá điện"
        store = cls.env["dlxh.survey.store"]
        for place, text in enumerate(words):
            other = {"media.other.2": "Loa xã"} if place < 3 else {}
            row = ([1 + place % 2, 1], {"why": text, **other})
            store._put_aside(cls.wave.id, None, WEB, [row])
        cls.wave._in_flow().sudo().write({"state": "closed"})
        cls.wave._on_close()
        codings = cls.env["dlxh.survey.coding"]
        cls.other, cls.coding = codings.search([("wave_id", "=", cls.wave.id)])
        cls.coder = cls.chair(CODER, cls.province_a)
        cls.mine = cls.coding.with_user(cls.coder)
        cls.power, cls.roads = cls.env["dlxh.survey.theme"].create(
            [
                {"coding_id": cls.coding.id, "name": name}
                for name in ("Giá điện", "Đường sá")
            ]
        )

    @classmethod
    def code(cls, number=100):
        """Code texts by what stands in them; return those that were shown."""
        shown = []
        while len(shown) < number and (texts := cls.mine.get_texts()):
            for text in texts[: number - len(shown)]:
                cls.mine.code_text(text["id"], cls.told_by(text).ids)
            shown += texts
        return shown

    @classmethod
    def told_by(cls, text):
        return cls.power if "điện" in text["body"] else cls.roads

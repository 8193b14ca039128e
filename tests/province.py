"""A province of its own for a journey: communes, cells, people and a regime.

Everything is made through the API by whoever would make it: the administrator the
units, accounts and bodies, the officer of the centre the regime, the officer of a
commune its team, a collaborator his sheet.
"""

from dataclasses import dataclass, field
from datetime import timedelta

from forms import local_today
from support import PASSWORD

from devkit import postgres

CENTRE = "Trung ương Đảng"
PROVINCE = ("04", "Tỉnh ủy Cao Bằng")
#: months begin on one of these days
LAST_START_DAY = 28
OPENED = "2025-07-01"


@dataclass(eq=False)
class Commune:
    """A commune with its officer and leader, and those who write for it."""

    code: str
    name: str
    short: str
    #: {cell: who writes there}
    authors: dict = field(default_factory=dict)
    id: int = 0
    members: dict = field(default_factory=dict)

    @property
    def officer(self):
        return f"canbo.{self.short}"

    @property
    def leader(self):
        return f"lanhdao.{self.short}"


def communes():
    """Three with two cells each, and one from which nothing is heard."""
    return (
        Commune(
            "01273",
            "Đảng ủy phường Thục Phán",
            "thucphan",
            {
                "Chi bộ tổ dân phố Sông Bằng": "Nông Thị Ngân",
                "Chi bộ tổ dân phố Đề Thám": "Bế Văn Lưu",
            },
        ),
        Commune(
            "01290",
            "Đảng ủy xã Bảo Lâm",
            "baolam",
            {"Chi bộ xóm Nà Pồng": "Mông Văn Phúc", "Chi bộ xóm Nà Bon": "Lý Thị Thơm"},
        ),
        Commune(
            "01318",
            "Đảng ủy xã Yên Thổ",
            "yentho",
            {
                "Chi bộ xóm Bản Chang": "Dương Văn Sơn",
                "Chi bộ xóm Khuổi Sáp": "Sầm Thị Vui",
            },
        ),
        Commune("01304", "Đảng ủy xã Quảng Lâm", "quanglam"),
    )


class Province:
    """The tree and what its people do without the screen."""

    officer, leader, clerk = "canbo.caobang", "lanhdao.caobang", "vanthu.caobang"

    def __init__(self, server, json2, session):
        self.server, self.session = server, session
        self.admin = json2("admin")
        (self.centre_id,) = self._search("dlxh.unit", name=CENTRE)
        self.id = self._unit(*PROVINCE, "direct", self.centre_id)
        self._accounts(self, PROVINCE[1], self.id, clerk=True)
        self._body(self, PROVINCE[1], "BTGDVTU", "Cao Bằng", self.id)
        self.communes = communes()
        for commune in self.communes:
            self._found(commune)

    def _found(self, commune):
        """Found a commune with its cells, chairs, body and team."""
        commune.id = self._unit(commune.code, commune.name, "above_grassroots", self.id)
        if not commune.authors:
            return
        self._accounts(commune, commune.name, commune.id)
        place = commune.name.rpartition("xã ")[2].rpartition("phường ")[2]
        self._body(commune, commune.name, "ĐU", place, commune.id)
        self._team(commune)

    # What happens at the start
    # -------------------------

    def begin_regime(self, name):
        """The centre asks these units for a report of the month that ends today."""
        day = (local_today() + timedelta(days=1)).day
        officer = self.session("canbo.tw")
        units = [self.centre_id, self.id, *[one.id for one in self.communes]]
        (self.regime_id,) = officer.call(
            "dlxh.regime",
            "create",
            [
                {
                    "name": name,
                    "code": "thi-diem-thang",
                    "report_type": "situation",
                    "period_type": "month",
                    "start_day": min(day, LAST_START_DAY),
                    "cutoff_days": 0,
                    "due_days": 5,
                    "lock_days": 15,
                    "addressees": "units",
                    "unit_ids": [(6, 0, units)],
                    "date_from": OPENED,
                }
            ],
        )
        self._at_night()

    def _at_night(self):
        """Run the scheduled action that makes what is owed."""
        (cron,) = self.admin.call(
            "ir.model.data",
            "search_read",
            domain=[("name", "=", "cron_obligation_generate")],
            fields=["res_id"],
        )
        self.admin.call("ir.cron", "method_direct_trigger", ids=[cron["res_id"]])

    def owed(self, unit_id):
        """What the unit owes for the period that runs now, as its province reads it."""
        today = f"{local_today()}"
        (found,) = self.session(self.officer).call(
            "dlxh.obligation",
            "search_read",
            [
                ("regime_id", "=", self.regime_id),
                ("unit_id", "=", unit_id),
                ("date_from", "<=", today),
                ("date_to", ">=", today),
            ],
        )
        return found

    def let_the_deadline_pass(self):
        """What the communes owe falls due in this moment: nobody waits five days.

        The only thing that is not done through the API, since nobody may do it.
        """
        postgres.sql(
            "UPDATE dlxh_obligation SET due_at = now() AT TIME ZONE 'UTC'"
            f" WHERE regime_id = {self.regime_id} AND parent_unit_id = {self.id}",
            self.server.database,
        )

    # What communes do
    # ----------------

    def hand_in(self, commune, cell, title, statement, topic, **values):
        """A collaborator writes a sheet and hands it in; returns it."""
        author = self.session(commune.members[cell])
        group = self._search("dlxh.population.group", name="Nông dân")
        stream = {
            "statement": statement,
            "tendency": "hesitant",
            "breadth": "many",
            "group_ids": [(6, 0, group)],
        }
        (sheet,) = author.call(
            "dlxh.opinion",
            "create",
            [
                {
                    "title": title,
                    "topic_id": self._search("dlxh.topic", name=topic)[0],
                    "team_unit_id": commune.id,
                    "observed_week": f"{local_today()}",
                    "stream_ids": [(0, 0, stream)],
                    **values,
                }
            ],
        )
        author.call("dlxh.opinion", "action_submit", [sheet])
        return sheet

    def accept(self, commune, sheets):
        """The officer accepts sheets; those of one title become one issue."""
        officer = self.session(commune.officer)
        officer.call("dlxh.opinion", "action_accept", sheets)
        issues = {}
        for row in officer.call("dlxh.opinion", "read", sheets, ["title"]):
            if row["title"] in issues:
                values = {"issue_id": issues[row["title"]]}
                officer.call("dlxh.opinion", "write", [row["id"]], values)
                continue
            officer.call("dlxh.opinion", "action_create_issue", [row["id"]])
            (made,) = officer.call("dlxh.opinion", "read", [row["id"]], ["issue_id"])
            issues[row["title"]] = made["issue_id"][0]

    def report(self, commune):
        """From the draft to the province, without the screen; returns the report."""
        officer, leader = self.session(commune.officer), self.session(commune.leader)
        owed = self.owed(commune.id)
        (report,) = officer.call(
            "dlxh.report",
            "create",
            [
                {
                    "unit_id": commune.id,
                    "regime_id": self.regime_id,
                    "date_from": owed["date_from"],
                    "date_to": owed["date_to"],
                }
            ],
        )
        officer.call("dlxh.report", "action_draft_from_sources", [report])
        officer.call("dlxh.report", "action_submit_approval", [report])
        leader.call("dlxh.report", "action_approve", [report])
        self.send(commune, report)
        return report

    def send(self, commune, report):
        """What follows the approval: the secret check, the number, the way up."""
        officer = self.session(commune.officer)
        for step in ("action_secret_check", "action_sign", "action_send"):
            officer.call("dlxh.report", step, [report])

    # What the administrator makes
    # ----------------------------

    def _search(self, model, **values):
        domain = [(name, "=", value) for name, value in values.items()]
        return self.admin.call(model, "search", domain=domain)

    def _unit(self, code, name, level, parent, **values):
        """The unit of that code; another journey may have brought in all of them."""
        found = self._search("dlxh.unit", code=code)
        if found:
            return found[0]
        (level_id,) = self._search("dlxh.level", code=level)
        values |= {"code": code, "name": name, "level_id": level_id}
        values |= {"parent_id": parent, "date_open": OPENED}
        (unit,) = self.admin.call("dlxh.unit", "create", vals_list=[values])
        return unit

    def _users(self, rows):
        """Make accounts: rows of (login, name, chair, unit)."""
        groups = {
            row["name"].rpartition("_")[2]: row["res_id"]
            for row in self.admin.call(
                "ir.model.data",
                "search_read",
                domain=[("name", "like", "group_dlxh_%"), ("model", "=", "res.groups")],
                fields=["name", "res_id"],
            )
        }
        return self.admin.call(
            "res.users",
            "create",
            vals_list=[
                {
                    "login": login,
                    "name": name,
                    "password": PASSWORD,
                    "lang": "vi_VN",
                    "tz": "Asia/Ho_Chi_Minh",
                    "group_ids": [(6, 0, [groups[chair]])],
                    "dlxh_unit_ids": [(6, 0, [unit])],
                }
                for login, name, chair, unit in rows
            ],
        )

    def _accounts(self, place, name, unit, clerk=False):
        rows = [
            (place.officer, f"Cán bộ {name}", "officer", unit),
            (place.leader, f"Lãnh đạo {name}", "leader", unit),
        ]
        if clerk:
            rows.append((place.clerk, f"Văn thư {name}", "clerk", unit))
        self._users(rows)

    def _body(self, place, superior, symbol, where, unit):
        """The organ that issues for the unit."""
        (officer,) = self._search("res.users", login=place.officer)
        signer = {"name": "Hoàng Văn Thức", "position": "Trưởng ban", "form": "direct"}
        self.admin.call(
            "dlxh.body",
            "create",
            vals_list=[
                {
                    "unit_id": unit,
                    "kind": "commission",
                    "name": "Ban Tuyên giáo và Dân vận",
                    "superior_name": superior,
                    "symbol": symbol,
                    "place": where,
                    "head_position": "Trưởng ban",
                    "archive": "Văn phòng",
                    "secret_checker_ids": [(6, 0, [officer])],
                    "signer_ids": [(0, 0, signer)],
                }
            ],
        )

    def _team(self, commune):
        """Those who sit in the cells write for the team of the commune."""
        rows, cells = [], {}
        for index, (cell, name) in enumerate(commune.authors.items(), start=1):
            cells[cell] = self._unit(
                f"{commune.code}-CB{index}", cell, "cell", commune.id, headcount=24
            )
            commune.members[cell] = f"ctv{index}.{commune.short}"
            rows.append((commune.members[cell], name, "collaborator", commune.id))
        accounts = self.admin.call(
            "res.users", "read", ids=self._users(rows), fields=["partner_id"]
        )
        officer = self.session(commune.officer)
        people = officer.call(
            "dlxh.collaborator",
            "create",
            [
                {
                    "partner_id": account["partner_id"][0],
                    "user_id": account["id"],
                    "unit_id": cells[cell],
                    "position": "Bí thư chi bộ",
                    "state": "active",
                }
                for account, cell in zip(accounts, cells, strict=True)
            ],
        )
        (team,) = officer.call(
            "dlxh.team", "create", [{"unit_id": commune.id, "date_from": OPENED}]
        )
        officer.call(
            "dlxh.team.member",
            "create",
            [
                {"team_id": team, "collaborator_id": person, "date_from": OPENED}
                for person in people
            ],
        )

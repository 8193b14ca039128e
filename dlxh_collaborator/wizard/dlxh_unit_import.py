import base64
import logging
from time import monotonic

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..unit_file import (
    check_rows,
    national_rows,
    province_rows,
    provinces,
    read_sheet,
    rows_of_sheet,
    template,
)

_logger = logging.getLogger(__name__)

PREVIEW_ROWS = 200


class DlxhUnitImport(models.TransientModel):
    """Load units from a file or from the official list, all or nothing.

    The check reads the whole file and tells every problem; applying reads it again,
    so that what is stored is what the file says and not what the screen kept.
    """

    _name = "dlxh.unit.import"
    _description = "Import of Units"

    source = fields.Selection(
        [
            ("file", "A file (XLSX or CSV)"),
            ("country", "34 provinces and 3,321 communes"),
            ("province", "One province with its communes"),
        ],
        required=True,
        default="file",
    )
    province_code = fields.Selection(selection="_select_province", string="Province")
    with_centre = fields.Boolean(
        string="Place the province below the centre",
        help="Adds the central unit above the province.",
    )
    data_file = fields.Binary(string="File", attachment=False)
    file_name = fields.Char()
    state = fields.Selection(
        [("choose", "Choose"), ("checked", "Check"), ("done", "Done")],
        default="choose",
        required=True,
    )
    line_ids = fields.One2many("dlxh.unit.import.line", "import_id", string="Units")
    error_ids = fields.One2many(
        "dlxh.unit.import.error", "import_id", string="Problems"
    )
    error_count = fields.Integer(string="Problems found", readonly=True)
    created_count = fields.Integer(string="New", readonly=True)
    updated_count = fields.Integer(string="Changed", readonly=True)
    unchanged_count = fields.Integer(string="Unchanged", readonly=True)
    unused_columns = fields.Char(string="Columns not used", readonly=True)

    @api.model
    def _select_province(self):
        return [(code, name) for code, name, _count in provinces()]

    # what the buttons do

    def action_check(self):
        """Read all, show every problem or what would be done."""
        self.ensure_one()
        self._reset()
        rows, problems = self._read()
        if problems:
            self._list_problems(problems)
        else:
            self._preview(rows)
            self.state = "checked"
        return self._reopen()

    def action_apply(self):
        """Read again and store; a file with any problem changes nothing."""
        self.ensure_one()
        self._reset()
        rows, problems = self._read()
        if problems:
            self._list_problems(problems)
            return self._reopen()
        result = self._apply(rows)
        self.write(
            {
                "state": "done",
                "created_count": result["created"],
                "updated_count": result["updated"],
                "unchanged_count": result["unchanged"],
            }
        )
        return self._reopen()

    def action_back(self):
        self._reset()
        return self._reopen()

    def action_template(self):
        """Download an example file to fill in."""
        self.ensure_one()
        self.write(
            {
                "data_file": base64.b64encode(template()),
                "file_name": self.env._("units.xlsx"),
            }
        )
        return {
            "type": "ir.actions.act_url",
            "url": f"/web/content/dlxh.unit.import/{self.id}/data_file/"
            f"{self.file_name}?download=true",
            "target": "download",
        }

    def action_open_units(self):
        return self.env["ir.actions.act_window"]._for_xml_id(
            "dlxh_collaborator.dlxh_unit_action"
        )

    # the same for scripts

    @api.model
    def _run_file(self, path):
        """Load the file at a path.

        :return: dict: created, updated, unchanged, errors (list of dicts: row,
            column, value, reason)
        """
        started = monotonic()
        result = self._result(*self._rows_of_sheet(read_sheet(path)))
        _logger.info("Units read in %.1f s: %s", monotonic() - started, path)
        return result

    @api.model
    def _run_national(self, province_code=None, with_centre=False):
        """Load the official list, whole or of one province; same answer."""
        return self._result(*self._official_rows(province_code, with_centre))

    @api.model
    def _rows_of_sheet(self, sheet):
        Unit = self.env["dlxh.unit"]
        return rows_of_sheet(sheet, Unit._file_levels(), Unit._file_existing())

    @api.model
    def _result(self, rows, problems):
        errors = [self._problem_values(problem) for problem in problems]
        counts = {"created": 0, "updated": 0, "unchanged": 0}
        if not errors:
            counts = self._apply(rows)
        return {**counts, "errors": errors}

    @api.model
    def _official_rows(self, province_code=None, with_centre=False):
        Unit = self.env["dlxh.unit"]
        try:
            rows = (
                province_rows(province_code, with_centre)
                if province_code
                else national_rows()
            )
        except ImportError as error:
            raise UserError(
                self.env._(
                    "The list of provinces is not installed on the server. Ask for the "
                    "Python package vietnam-provinces, or import a file."
                )
            ) from error
        return check_rows(rows, Unit._file_levels(), Unit._file_existing())

    @api.model
    def _apply(self, rows):
        done = self.env["dlxh.unit"]._apply_file_rows(rows)
        created, updated = len(done["created"]), len(done["updated"])
        return {
            "created": created,
            "updated": updated,
            "unchanged": len(rows) - created - updated,
        }

    @api.model
    def _problem_values(self, problem):
        return {
            "row": problem.row,
            "column": problem.column,
            "value": problem.value,
            "reason": self.env["dlxh.unit"]._file_reason(problem),
        }

    # parts

    def _read(self):
        if self.source == "country":
            return self._official_rows()
        if self.source == "province":
            if not self.province_code:
                raise UserError(self.env._("Choose a province."))
            return self._official_rows(self.province_code, self.with_centre)
        if not self.data_file:
            raise UserError(self.env._("Choose a file first."))
        sheet = read_sheet(base64.b64decode(self.data_file), self.file_name)
        self.unused_columns = ", ".join(str(one) for one in sheet.unused_columns)
        return self._rows_of_sheet(sheet)

    def _reset(self):
        self.line_ids.unlink()
        self.error_ids.unlink()
        self.write(
            {
                "state": "choose",
                "error_count": 0,
                "created_count": 0,
                "updated_count": 0,
                "unchanged_count": 0,
                "unused_columns": False,
            }
        )

    def _list_problems(self, problems):
        self.error_count = len(problems)
        self.env["dlxh.unit.import.error"].create(
            [{"import_id": self.id, **self._problem_values(one)} for one in problems]
        )

    def _preview(self, rows):
        """Count what would happen and show the first rows that change anything."""
        found = self.env["dlxh.unit"]._compare_file_rows(rows)
        changing = [row for row in rows if found[row.code] != "unchanged"]
        self.created_count = sum(what == "new" for what in found.values())
        self.updated_count = len(changing) - self.created_count
        self.unchanged_count = len(rows) - len(changing)
        self.env["dlxh.unit.import.line"].create(
            [
                {
                    "import_id": self.id,
                    "row": row.row,
                    "code": row.code,
                    "name": row.name,
                    "parent_code": row.parent,
                    "level": row.level,
                    "action": found[row.code],
                }
                for row in changing[:PREVIEW_ROWS]
            ]
        )

    def _reopen(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Import units"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

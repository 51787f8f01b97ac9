from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import SQL

from odoo.addons.sales_rules.tools import door_kinds

FINANCE = "sales_rules.group_finance"


class PropertyAreaList(models.Model):
    """Finance files approved lists: only that writes areas on homes (R2.5).

    A correction is a new version, which takes the place of the filed one when it is
    filed itself.
    """

    _inherit = "property.area.list"

    _reason_actions = {"file": "action_file", "send_back": "action_send_back"}

    filing_number = fields.Char(
        readonly=True, copy=False, tracking=True, help="Given by finance."
    )
    filed_by_id = fields.Many2one(
        "res.users", string="Filed by", readonly=True, copy=False, ondelete="restrict"
    )
    filed_at = fields.Datetime(string="Filed on", readonly=True, copy=False)
    successor_ids = fields.One2many(
        "property.area.list", "previous_id", string="Newer Versions"
    )
    successor_id = fields.Many2one(
        "property.area.list", string="Newer Version", compute="_compute_successor_id"
    )

    _one_per_filing = models.UniqueIndex(
        "(company_id, kind, filing_number) WHERE filing_number IS NOT NULL",
        "An area list is filed under this number already.",
    )

    @api.depends("successor_ids")
    def _compute_successor_id(self):
        for area_list in self:
            area_list.successor_id = area_list.successor_ids[:1]

    @door_kinds.takes(filing_number=door_kinds.text)
    def action_file(self, filing_number):
        """File an approved list: its areas stand on its homes from now on.

        The version before is superseded.

        :param str filing_number: one of its own by company and kind
        :raise AccessError: for others than finance, and who signed or approved it
        :raise UserError: without a number, or naming what speaks against it
        """
        self._check_may_file()
        self.check_access("read")
        self.ensure_one()
        area_list = self.sudo()  # sudo: finance writes lists by this button only
        area_list._check_approved()
        if self.env.user in area_list._get_signers() | area_list.approver_id:
            raise AccessError(
                self.env._(
                    "%(list)s: %(user)s has signed or approved it; another person of"
                    " finance files it.",
                    list=area_list.display_name,
                    user=self.env.user.name,
                )
            )
        area_list._file(area_list._check_number(filing_number))
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_send_back(self, reason):
        """Send approved lists back to draft instead of filing them, as finance.

        :param str reason: why; the signers read it
        :raise AccessError: for others than finance
        :raise UserError: without a reason, or for lists that are not approved
        """
        self._check_may_file()
        self.check_access("read")
        reason = self._check_reason(reason)
        for area_list in self.sudo():  # sudo: as in filing
            area_list._check_approved()
            text = self.env._("Sent back by %s.", self.env.user.name)
            area_list._void(f"{text} {reason}")
        return True

    def action_new_version(self):
        """Begin a correction: a draft with the lines of this filed list.

        :return: the id of the draft
        :raise AccessError: for users who make no area lists
        :raise UserError: for lists that are not filed or have a newer version, or
            naming homes under contract
        """
        self.ensure_one()
        self.check_access("read")
        self.browse().check_access("create")
        self._check_state("filed")
        newer = self.sudo().successor_id  # sudo: whether there is one
        if newer:
            raise UserError(
                self.env._(
                    "%(list)s has a newer version already: %(newer)s.",
                    list=self.display_name,
                    newer=newer.display_name,
                )
            )
        contracted = self.line_ids.unit_id._get_contracted()
        if self.kind == "presale" and contracted:
            raise UserError(
                self.env._(
                    "%(list)s gets no new version.\n%(reason)s",
                    list=self.display_name,
                    reason=self._get_contracted_reason(contracted),
                )
            )
        return self._create_protected([self._prepare_version_vals()]).id

    def action_open_version(self):
        """Begin a correction and open it, see `action_new_version`."""
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.action_new_version(),
            "views": [(False, "form")],
        }

    def _prepare_version_vals(self):
        """Return the values of the version after this one."""
        return {
            "building_id": self.building_id.id,
            "kind": self.kind,
            "previous_id": self.id,
            "report_number": self.report_number,
            "report_date": self.report_date,
            "scan": self.with_context(bin_size=False).scan,
            "scan_name": self.scan_name,
            "line_ids": [
                Command.create(
                    {
                        "unit_id": line.unit_id.id,
                        "gross_area": line.gross_area,
                        "inner_area": line.inner_area,
                    }
                )
                for line in self.line_ids
            ],
        }

    def _file(self, number):
        """File this list, in sudo, under the guards of its homes."""
        units = self.line_ids.unit_id
        units._take_guard()
        reasons = self._get_units_reasons()
        if reasons:
            raise UserError(
                self.env._(
                    "%(list)s cannot be filed:\n%(reasons)s",
                    list=self.display_name,
                    reasons="\n".join(reasons),
                )
            )
        self.previous_id._move("superseded")
        self._move(
            "filed",
            filing_number=number,
            filed_by_id=self.env.uid,
            filed_at=fields.Datetime.now(),
        )
        self._write_areas(units)

    def _write_areas(self, units):
        """Write the areas of this list on its homes, all in one statement."""
        names = [
            f"{self.kind}_{name}"
            for name in ("gross_area", "inner_area", "area_list_id")
        ]
        self.line_ids.flush_recordset(
            ["list_id", "unit_id", "gross_area", "inner_area"]
        )
        units.flush_recordset()
        self.env.execute_query(self._query_areas(*names))
        units.invalidate_recordset([*names, "write_uid", "write_date"])
        units.modified(names)

    def _query_areas(self, gross, inner, area_list):
        """Return the statement that writes areas of this list on its homes.

        :param str gross: the name of the column, as the other two
        """
        return SQL(
            """
            UPDATE property_unit unit
               SET %s = line.gross_area,
                   %s = line.inner_area,
                   %s = line.list_id,
                   write_uid = %s,
                   write_date = %s
              FROM property_area_list_line line
             WHERE line.list_id = %s
               AND line.unit_id = unit.id
         RETURNING unit.id
            """,
            SQL.identifier(gross),
            SQL.identifier(inner),
            SQL.identifier(area_list),
            self.env.uid,
            self.env.cr.now(),
            self.id,
        )

    def _check_may_file(self):
        """Check that the current user works in finance of the company.

        :raise AccessError: for everybody else, in superuser mode as well
        """
        user = self.env.user
        own = self.sudo().company_id <= user.company_ids  # sudo: others' companies
        if not own or not user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: area lists are filed by finance of the company.",
                    self._get_state_names(),
                )
            )

    def _check_approved(self):
        """Check that this list waits for its filing.

        :raise UserError: naming who it waits for
        """
        self._check_signed()
        if self.state == "signed_both":
            raise UserError(
                self.env._(
                    "%s waits for the deputy general manager; finance files what is"
                    " approved.",
                    self.display_name,
                )
            )
        self._check_state("approved")

    def _check_number(self, number):
        """Return the filing number without blanks around it.

        :raise UserError: without one, or naming the list that has it already
        """
        number = self._check_reason(
            number,
            self.env._("%s: enter the filing number.", self.display_name),
        )
        same = self.search(
            [
                ("company_id", "=", self.company_id.id),
                ("kind", "=", self.kind),
                ("filing_number", "=", number),
            ],
            limit=1,
        )
        if same:
            raise UserError(
                self.env._(
                    "%(list)s is filed under %(number)s already; enter a number of its"
                    " own.",
                    list=same.display_name,
                    number=number,
                )
            )
        return number

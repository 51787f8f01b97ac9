from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds


class PropertyRefilingMixin(models.AbstractModel):
    """The filing at the bureau is changed after an amendment of what is filed (R2.7).

    Its kind says whether, in `_changes_filing`; a contract that is filed later is filed
    as it was changed.
    """

    _name = "property.refiling.mixin"
    _description = "Filing Changed after an Amendment"
    _inherit = ["sales.protected.mixin"]

    _protected_fields = frozenset(
        {"is_filing_due", "filing_changed_on", "filing_number"}
    )

    is_filing_due = fields.Boolean(
        string="Changes the Filing",
        readonly=True,
        copy=False,
        help="The contract was filed at the bureau when it was applied.",
    )
    filing_changed_on = fields.Date(
        string="Filing Changed on", readonly=True, copy=False
    )
    filing_number = fields.Char(
        string="New Filing Number",
        readonly=True,
        copy=False,
        help="Where the bureau gave another one; it is that of the contract then.",
    )

    @door_kinds.takes(number=door_kinds.text, date=door_kinds.day)
    def action_note_filing(self, number=None, date=None):
        """Note that the bureau has changed the filing of the contract (R2.7).

        :param str number: the new filing number, where it is another one
        :param date: the day of the bureau, today by default
        :raise AccessError: for others than who leads the sale
        :raise UserError: before it is applied, where it changes no filing, for an ended
            contract, a second time, for a day before it or after today, or a number
            that is used
        """
        self.ensure_one()
        contract = self.contract_id
        contract._check_seller()
        self.invalidate_recordset(["filing_changed_on"])
        self._check_state("applied")
        reason = self._get_no_filing_reason()
        if reason:
            raise UserError(reason)
        today = self.company_id._get_today()
        date = date or today
        if not self.applied_on <= date <= today:
            raise UserError(
                self.env._(
                    "%(amendment)s was applied on %(date)s: the filing is changed from"
                    " then on, and not after today.",
                    amendment=self.display_name,
                    date=format_date(self.env, self.applied_on),
                )
            )
        number = (number or "").strip() or False
        if number and number != contract.filing_number:
            contract._check_number_free("filing_number", number)
            contract._write_protected({"filing_number": number})
        self._write_protected({"filing_changed_on": date, "filing_number": number})
        self.env["property.deadline"]._follow(self)
        return True

    def _get_no_filing_reason(self):
        """Return why no filing of one applied amendment is to be changed, if so."""
        self.ensure_one()
        names = {"amendment": self.display_name}
        if not self.is_filing_due:
            return self.env._(
                "%(amendment)s changes nothing that is filed at the bureau.", **names
            )
        if self.contract_id.state == "rescinded":
            return self.env._(
                "%(amendment)s: the contract has ended. Note that its filing was"
                " cancelled instead.",
                **names,
            )
        if self.filing_changed_on:
            return self.env._(
                "%(amendment)s: the filing was changed on %(date)s already.",
                date=format_date(self.env, self.filing_changed_on),
                **names,
            )
        return ""

    def _note_filing_due(self):
        """Note whether one amendment, which is about to be applied, changes what is
        filed; in sudo.
        """
        is_filed = bool(self.contract_id.filing_number)
        is_due = is_filed and self._get_service()._changes_filing(self)
        self._write_protected({"is_filing_due": is_due})

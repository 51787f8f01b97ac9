from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """The end of a signed contract: money goes back, its filing is cancelled (R2.7)."""

    _inherit = "property.contract"

    _protected_fields = frozenset({"unfiled_on"})
    _state_moves = {"rescinded": ("signed", "filed", "settled")}

    unfiled_on = fields.Date(
        string="Filing Cancelled on",
        readonly=True,
        copy=False,
        tracking=True,
        help="By the bureau, after a rescission; the home is on sale again from then"
        " on.",
    )

    @door_kinds.takes(date=door_kinds.day)
    def action_cancel_filing(self, date=None):
        """Note that the bureau has cancelled the filing of one ended contract (R2.7).

        :param date: the day of the bureau, today by default
        :raise UserError: for contracts that go on, or were not filed, or a second time;
            for a day before the end, or after today
        """
        self.ensure_one()
        self._check_seller()
        self.unit_id._take_guard()
        self.invalidate_recordset(["unfiled_on", "state"])
        self._check_state("rescinded")
        today = self.company_id._get_today()
        date = date or today
        if not self.filing_number or self.unfiled_on:
            raise UserError(
                self.env._(
                    "%s has no filing at the bureau that is to be cancelled.",
                    self.display_name,
                )
            )
        ended_on = self.company_id._get_day(self.ended_at)
        if not ended_on <= date <= today:
            raise UserError(
                self.env._(
                    "%(contract)s ended on %(date)s: its filing is cancelled from then"
                    " on, and not after today.",
                    contract=self.display_name,
                    date=format_date(self.env, ended_on),
                )
            )
        self._write_protected({"unfiled_on": date})
        # the home is free at once
        self.flush_recordset(["unfiled_on"])
        self.unit_id.sudo()._move_up()  # whoever waits for it
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(journal_id=door_kinds.one("account.journal"))
    def action_refund(self, journal_id=None):
        # EXTENDS 'property_sales': what an ended contract leaves goes by its end
        self.ensure_one()
        self._check_finance()
        if self.state == "rescinded":
            return self.env["property.rescission"]._pay_back(self, journal_id)[-1]
        return super().action_refund(journal_id)

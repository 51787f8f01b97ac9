from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import door_kinds


class PropertyMortgage(models.Model):
    """A deposit of the developer that a lender keeps until the title (R2.11).

    The bank moves its own deposit account, so nothing is booked here: finance notes
    what is held, and that it came back. Amounts are in the company's currency.
    """

    _inherit = "property.mortgage"

    _protected_fields = frozenset(
        {"guarantee_amount", "guarantee_on", "guarantee_released_on"}
        | {"guarantee_reference", "guarantee_state"}
    )

    guarantee_amount = fields.Monetary(
        string="Guarantee Deposit",
        readonly=True,
        copy=False,
        tracking=True,
        help="Kept by the lender of the developer's money until the title.",
    )
    guarantee_on = fields.Date(
        string="Guarantee Kept since", readonly=True, copy=False, tracking=True
    )
    guarantee_released_on = fields.Date(
        string="Guarantee Released on", readonly=True, copy=False, tracking=True
    )
    guarantee_reference = fields.Char(
        string="Reference of the Release", readonly=True, copy=False
    )
    guarantee_state = fields.Selection(
        [
            ("held", "Kept"),
            ("due", "To Be Released"),
            ("released", "Deposit Released"),
        ],
        string="Guarantee",
        compute="_compute_guarantee_state",
        store=True,
        help="To be released is what is held after the title, or the contract's end.",
    )

    @api.depends(
        "guarantee_amount",
        "guarantee_released_on",
        "contract_id.title_date",
        "contract_id.state",
    )
    def _compute_guarantee_state(self):
        for loan in self:
            if not loan.guarantee_amount:
                loan.guarantee_state = False
            elif loan.guarantee_released_on:
                loan.guarantee_state = "released"
            else:
                loan.guarantee_state = "due" if loan._is_deposit_over() else "held"

    @door_kinds.takes(amount=door_kinds.plain, date=door_kinds.day)
    def action_note_guarantee(self, amount, date=None):
        """Note what the lender of one loan keeps as a deposit until the title.

        Noted anew it is corrected, until it is released.

        :param float amount: in the company's currency, a part of what was paid out
        :param date: since when, by default the day of the payout
        :raise AccessError: for others than finance
        :raise UserError: before the payout, or once it is released
        """
        self.ensure_one()
        self.contract_id._check_finance()
        self._check_state("paid_out")
        self._check_not_released()
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        amount = self.currency_id.round(amount) if is_number else 0.0
        paid = self.amount_paid_out
        if amount <= 0 or self.currency_id.compare_amounts(amount, paid) > 0:
            raise UserError(
                self.env._(
                    "%(loan)s: the guarantee deposit is a part of the %(amount)s paid"
                    " out.",
                    loan=self.display_name,
                    amount=self._format(paid),
                )
            )
        date = self._check_day(date or self.date_paid_out, self.date_paid_out)
        # sudo: noted by finance, who writes no loans
        self.sudo()._write_protected({"guarantee_amount": amount, "guarantee_on": date})
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(date=door_kinds.day, reference=door_kinds.text)
    def action_release_guarantee(self, date=None, reference=None):
        """Note that the lender of one loan gave the deposit back.

        :param date: of the bank, today by default
        :param str reference: of its advice
        :raise AccessError: for others than finance
        :raise UserError: without a deposit, before the title or the end of the
            contract, or a second time
        """
        self.ensure_one()
        self.contract_id._check_finance()
        self._check_not_released()
        if not self.guarantee_amount or not self._is_deposit_over():
            raise UserError(
                self.env._(
                    "%s: a deposit that is noted is released after the title is"
                    " registered, or the contract has ended.",
                    self.display_name,
                )
            )
        since = self.contract_id.title_date or self.guarantee_on
        date = self._check_day(date, max(since, self.guarantee_on))
        reference = (reference or "").strip() or False
        # sudo: as above
        self.sudo()._write_protected(
            {"guarantee_released_on": date, "guarantee_reference": reference}
        )
        self.env["property.deadline"]._follow(self)
        return True

    def _is_deposit_over(self):
        """Return whether the lender of one loan has no cause to keep a deposit."""
        contract = self.contract_id
        return bool(contract.title_date) or contract.state == "rescinded"

    def _check_not_released(self):
        """Check that the deposit of one loan is not given back."""
        if self.guarantee_released_on:
            raise UserError(
                self.env._("%s: the deposit is released already.", self.display_name)
            )

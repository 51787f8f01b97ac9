from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import formatLang

FINANCE = "sales_rules.group_finance"
# how much came, and from where: the provider's word
GIVEN = frozenset(
    {"amount", "currency_id", "partner_id", "payment_id", "provider_id", "state"}
    | {"operation", "reference", "source_transaction_id"}
)


class PaymentTransaction(models.Model):
    """Money that a buyer pays in the portal is booked once, as a bank credit (R2.10).

    Not as core's payment: that one names no contract, and pays entries only as
    invoices. A cancellation or refund of the provider books nothing; finance is told,
    and pays back by the contract.
    """

    _name = "payment.transaction"
    _inherit = ["payment.transaction", "sales.protected.mixin"]

    _protected_fields = frozenset({"property_contract_id", "property_instalment_ids"})

    property_contract_id = fields.Many2one(
        "property.contract",
        string="Contract of a Home",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_reads",
    )
    property_instalment_ids = fields.Many2many(
        "property.instalment",
        "property_instalment_transaction_rel",
        string="Instalments of a Home",
        readonly=True,
        copy=False,
        groups="property_sales.group_property_reads",
    )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': nobody types that money came for a home
        touched = super()._get_protected_touched(vals)
        if not self.env.su and GIVEN & vals.keys() and self._filter_homes():
            touched |= GIVEN & vals.keys()
        return touched

    def _filter_homes(self):
        """Return those of these that are of a home."""
        homes_sudo = self.sudo().filtered("property_contract_id")  # whether they are
        return self.browse(homes_sudo.ids)

    def action_refund(self, amount_to_refund=None):
        # EXTENDS 'payment': what is booked on a contract is paid back there
        booked_sudo = self._filter_homes().sudo().filtered("payment_id")  # as above
        if booked_sudo:
            raise UserError(
                self.env._(
                    "%(payments)s: it is booked on %(contract)s. Finance pays it back"
                    " there.",
                    payments=", ".join(booked_sudo[:5].mapped("reference")),
                    contract=booked_sudo[0].property_contract_id.display_name,
                )
            )
        return super().action_refund(amount_to_refund)

    def action_book_home(self):
        """Book online payments of homes that could not be booked when they came.

        :raise AccessError: for others than finance
        :raise UserError: why one of them still cannot be booked
        """
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._("Online payments of homes are booked by finance.")
            )
        for row_sudo in self._filter_homes().sudo():  # books by methods only
            if not row_sudo._is_to_book():
                raise UserError(
                    self.env._(
                        "%s: nothing came that is not booked.", row_sudo.reference
                    )
                )
            if reason := row_sudo._get_cannot_book_reason():
                raise UserError(
                    self.env._(
                        "%(payment)s is not booked: %(reason)s",
                        payment=row_sudo.reference,
                        reason=reason,
                    )
                )
            row_sudo._book_home()
        return True

    def _create_child_transaction(self, amount, is_refund=False, **vals):
        # EXTENDS 'payment': parts and refunds are of the same contract
        child = super()._create_child_transaction(amount, is_refund, **vals)
        if self.property_contract_id:
            child._write_protected(
                {
                    "property_contract_id": self.property_contract_id.id,
                    "property_instalment_ids": self.property_instalment_ids.ids,
                }
            )
        return child

    def _post_process(self):
        # EXTENDS 'payment': nothing of core's is done with the money of homes
        homes = self._filter_homes()
        res = super(PaymentTransaction, self - homes)._post_process()
        for row_sudo in homes.sudo():  # whoever hears of it first
            row_sudo.is_post_processed = True
            row_sudo._post_process_home()
        return res

    def _post_process_home(self):
        """Book one transaction of a home once its money came; in sudo."""
        if not self._is_to_book():
            self._note_taken_back()
            return
        company = self.property_contract_id.company_id
        if company._get_closed_day(company._get_today()):
            # today is closed: the job books it tomorrow
            self.is_post_processed = False
        elif reason := self._get_cannot_book_reason():
            self._note_home(
                self.env._(
                    "Online payment %(reference)s of %(amount)s is not booked:"
                    " %(reason)s",
                    reason=reason,
                    **self._get_note_names(),
                )
            )
        else:
            self._book_home()

    def _is_to_book(self):
        """Return whether one transaction brought money that is not booked."""
        parts = self.child_transaction_ids - self.child_transaction_ids.filtered(
            lambda row: row.operation == "refund"
        )
        return (
            self.state == "done"
            and self.amount > 0
            and self.operation not in ("refund", "validation")
            and not self.payment_id
            and not any(part.state in ("done", "cancel") for part in parts)
        )

    def _get_cannot_book_reason(self):
        """Return why one transaction cannot be booked on its contract, if so."""
        contract = self.property_contract_id
        if reason := contract._get_cannot_take_reason():
            return reason
        if self.currency_id != contract.currency_id:
            return self.env._("it is not in the currency of the company.")
        if self.provider_id.journal_id != contract.permit_id.journal_id:
            return self.env._(
                "%s does not pay into the designated account.", self.provider_id.name
            )
        return ""

    def _book_home(self):
        """Book one transaction as a bank credit of its contract; in sudo."""
        contract = self.property_contract_id
        company = contract.company_id
        # two servers at once: the second is retried, and finds it booked
        contract.unit_id._take_guard()
        self.invalidate_recordset(["payment_id"])
        if self.payment_id:
            return
        today, came = company._get_today(), company._get_day(self.last_state_change)
        date = today if company._get_closed_day(came) else came
        credits = self.env["property.bank.credit"].with_company(company)
        credit = credits._receive_online(self, date)
        self.payment_id = credit.payment_id

    def _note_taken_back(self):
        """Tell finance where a provider took booked money back: it stays booked."""
        is_refund = self.operation == "refund" and self.state == "done"
        if not is_refund and not (self.state == "cancel" and self.payment_id):
            return
        self._note_home(
            self.env._(
                "The provider reports that online payment %(reference)s of %(amount)s"
                " was cancelled, or paid back. Nothing is booked by that: finance looks"
                " at the bank, and pays back by the contract.",
                **self._get_note_names(),
            )
        )

    def _get_note_names(self):
        """Return reference and amount of one transaction, for a note."""
        amount = formatLang(self.env, abs(self.amount), currency_obj=self.currency_id)
        return {"reference": self.reference, "amount": amount}

    def _note_home(self, text):
        """Note something of one transaction in the history of its contract."""
        self.property_contract_id._message_log(body=text)

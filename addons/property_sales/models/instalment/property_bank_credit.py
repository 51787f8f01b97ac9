from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyBankCredit(models.Model):
    """Money for a contract that came straight to the designated account (R2.10).

    A transfer of the buyer, a payout of a bank or of the housing fund, a payment in the
    portal: nobody carried it, so finance books it from the bank's advice, and with that
    it is received, verified and banked. Amounts are in the company's currency.
    """

    _name = "property.bank.credit"
    _description = "Bank Credit of a Home"
    _inherit = ["property.money.mixin"]
    _order = "date desc, id desc"
    _rec_name = "reference"

    _protected_fields = frozenset({"unit_id", "reference", "payer", "payment_id"})

    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The home that the money came for, whatever becomes of it.",
    )
    date = fields.Date(string="Day of the Bank")
    reference = fields.Char(
        required=True, readonly=True, help="On the advice of the bank."
    )
    payer = fields.Char(
        readonly=True, help="Where it was not the buyer: a bank, the parents."
    )
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )

    _one_per_advice = models.UniqueIndex(
        "(contract_id, reference)", "This advice of the bank is booked already."
    )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Money that the bank received stays on record: %s", names)

    @api.model
    def _receive(self, contract, payload, rows, **origin):
        """Book money that the bank received for a contract, and match it.

        :param dict payload: see `property.contract.action_book_bank_credit`
        :param rows: the instalments that it pays first
        :param origin: fields of the credit that say what it is of, as records
        :return: the credit, in sudo
        :raise UserError: all reasons against it
        """
        vals = self._check(contract, payload)
        contract.unit_id._take_guard()
        # sudo: claimed by methods only; what waits for an event is paid before it
        rows_sudo = rows.sudo()
        rows_sudo.filtered(lambda row: not row.date_due)._write_protected(
            {"date_due": vals["date"]}
        )
        rows_sudo._claim()
        parts = self._get_parts(contract, vals["amount"], rows_sudo)
        vals |= {f"{name}_id": record.id for name, record in origin.items()}
        credit = self._post(contract, vals, parts)
        self.env["property.contract.money"]._take(contract)
        return credit

    @api.model
    def _book_named(self, contract, payload):
        """Book money for something else of a contract that a payload names.

        To be extended by the topics that know what.

        :return: the id of the payment, None where it names nothing else
        :rtype: int or None
        """
        return None

    @api.model
    def _get_named(self, contract, payload):
        """Return the instalments of a contract that a payload names.

        :raise UserError: for instalments of another contract
        """
        named = payload["instalment_ids"] or []
        rows = contract.instalment_ids.filtered(lambda row: row.id in named)
        if set(named) - set(rows.ids):
            raise UserError(
                self.env._(
                    "%s: name instalments of this contract.", contract.display_name
                )
            )
        return rows

    @api.model
    def _check(self, contract, payload):
        """Check what the bank received for a contract, and return its values.

        :raise UserError: all reasons against it
        """
        company, currency = contract.company_id, contract.currency_id
        amount = payload["amount"]
        date = payload["date"] or company._get_today()
        reference = (payload["reference"] or "").strip()
        reasons = [contract._get_cannot_take_reason()]
        is_number = isinstance(amount, (int, float)) and not isinstance(amount, bool)
        if not is_number or currency.compare_amounts(amount, 0.0) <= 0:
            reasons.append(self.env._("Enter the amount that the bank received."))
        if not reference:
            reasons.append(self.env._("Enter the reference of the bank's advice."))
        if date > company._get_today():
            reasons.append(self.env._("The bank receives no money in the future."))
        if day_sudo := company._get_closed_day(date):
            reasons.append(
                self.env._(
                    "%s is closed: date it on the next open day.", day_sudo.display_name
                )
            )
        credits_sudo = contract.sudo().bank_credit_ids  # whoever booked them
        if reference in credits_sudo.mapped("reference"):
            reasons.append(
                self.env._("The advice %s is booked on this contract.", reference)
            )
        contract._refuse(reasons)
        return {
            "amount": currency.round(amount),
            "date": date,
            "reference": reference,
            "payer": (payload["payer"] or "").strip(),
        }

    @api.model
    def _get_parts(self, contract, amount, rows):
        """Return the parts of money for instalments, and what is left of it.

        :param rows: the instalments that are paid first, in sudo
        :return: list of (journal item in sudo or none, amount)
        """
        parts, currency = [], contract.currency_id
        for row in rows.sorted(lambda row: (row.date_due, row.id)):
            part = currency.round(min(amount, row.amount_residual))
            if currency.compare_amounts(part, 0.0) > 0:
                parts.append((row.move_line_id, part))
                amount = currency.round(amount - part)
        if not currency.is_zero(amount):
            parts.append((self.env["account.move.line"], amount))
        return parts

    @api.model
    def _post(self, contract, vals, parts):
        """Post money that the bank received for a contract.

        :param dict vals: `amount`, `date`, `reference`, `payer`, and what else the
            credit is of
        :param list parts: (journal item in sudo or none, amount) that it pays
        :return: the credit, in sudo
        """
        # sudo: made by methods only; finance need not post payments
        credit_sudo = self.sudo()._create_protected(
            [
                vals
                | {
                    "contract_id": contract.id,
                    "unit_id": contract.unit_id.id,
                    "user_id": self.env.uid,
                }
            ]
        )
        company = contract.company_id
        posting = self.env["collection.posting"].sudo()  # as above
        posting = posting.with_company(company)
        journal = contract.permit_id.sudo().journal_id  # the designated account
        payment_vals = posting._prepare_vals(
            company,
            journal,
            contract.partner_id,
            credit_sudo.amount,
            company.currency_id,
            credit_sudo.date,
            credit_sudo.reference,
            destination=self._get_destination(credit_sudo),
        )
        payment_vals |= {
            "property_credit_id": credit_sudo.id,
            # it is in the bank already, and on no slip
            "outstanding_account_id": journal.default_account_id.id,
        }
        payment = posting._post([payment_vals], [parts])
        credit_sudo._write_protected({"payment_id": payment.id})
        return credit_sudo

    @api.model
    def _get_destination(self, credit):
        """Return the account of the buyer's side of a credit; to be extended."""
        return self.env["property.claim"]._get_account(credit.company_id)

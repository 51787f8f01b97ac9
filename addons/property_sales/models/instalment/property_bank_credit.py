from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyBankCredit(models.Model):
    """Money for a contract that came straight to the designated account (R2.10).

    A transfer of the buyer, a payout of a bank or of the housing fund, a payment in the
    portal: nobody carried it, so finance books it from the bank's advice, and with that
    it is received, verified and banked. Amounts are in the company's currency.
    """

    _name = "property.bank.credit"
    _description = "Bank Credit of a Home"
    _inherit = ["property.secret.mixin", "sales.protected.mixin"]
    _order = "date desc, id desc"
    _rec_name = "reference"

    _protected_fields = frozenset(
        {"contract_id", "company_id", "unit_id", "date", "amount", "reference"}
        | {"payer", "payment_id", "user_id"}
    )

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        help="The home that the money came for, whatever becomes of it.",
    )
    date = fields.Date(string="Day of the Bank", required=True, readonly=True)
    amount = fields.Monetary(required=True, readonly=True)
    reference = fields.Char(
        required=True, readonly=True, help="On the advice of the bank."
    )
    payer = fields.Char(
        readonly=True, help="Who paid, where it was not the buyer: a bank, the parents."
    )
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    user_id = fields.Many2one("res.users", string="Booked by", readonly=True)

    _one_per_advice = models.UniqueIndex(
        "(contract_id, reference)", "This advice of the bank is booked already."
    )

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Money that the bank received stays on record: %s",
                ", ".join(self[:5].mapped("display_name")),
            )
        )

    @api.model
    def _receive(self, contract, vals, parts):
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
        posting = (
            self.env["collection.posting"].sudo().with_company(company)
        )  # as above
        journal = contract.permit_id.sudo().journal_id  # the designated account
        payment_vals = posting._prepare_vals(
            company,
            journal,
            contract.partner_id,
            credit_sudo.amount,
            company.currency_id,
            credit_sudo.date,
            credit_sudo.reference,
            destination=self.env["property.claim"]._get_account(company),
        )
        payment_vals |= {
            "property_credit_id": credit_sudo.id,
            # it is in the bank already, and on no slip
            "outstanding_account_id": journal.default_account_id.id,
        }
        payment = posting._post([payment_vals], [parts])
        credit_sudo._write_protected({"payment_id": payment.id})
        return credit_sudo

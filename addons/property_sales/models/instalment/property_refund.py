from odoo import api, fields, models

from odoo.addons.sales_rules.tools import gate


class PropertyRefund(models.Model):
    """Money of a contract that finance paid back to the buyer (R2.10).

    It waited on the contract, as a smaller home or a payment too much leaves it. In
    the company's currency.
    """

    _name = "property.refund"
    _description = "Refund of a Home"
    _inherit = ["property.money.mixin"]
    _order = "date desc, id desc"
    _rec_name = "contract_id"

    _protected_fields = frozenset({"unit_id", "partner_id", "payment_id"})

    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Paid to",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    payment_id = fields.Many2one(
        "account.payment", readonly=True, index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one(string="Paid back by")

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Money that was paid back stays on record: %s", names)

    @api.model
    def _pay(self, contract, journal, items, amount=None, **vals):
        """Pay open credits of a contract back, and match them.

        :param journal: the bank that it is paid from
        :param items: the credits, in sudo
        :param float amount: a part of them; by default all
        :param vals: what else the refund is of: by names of fields
        :return: the refund, in sudo
        """
        company = contract.company_id
        if amount is None:
            found = self.env["property.claim"]._get_items(contract)
            amount = -sum(found[item] for item in items)
        # sudo: made by methods only
        refund_sudo = self.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "unit_id": contract.unit_id.id,
                    "partner_id": contract.partner_id.id,
                    "date": company._get_today(),
                    "amount": company.currency_id.round(amount),
                    "user_id": self.env.uid,
                    **vals,
                }
            ]
        )
        # sudo: finance need not post payments
        payments_sudo = self.env["account.payment"].sudo().with_company(company)
        payment = gate.opened_create(payments_sudo, {"property_refund_id"}).create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "company_id": company.id,
                "journal_id": journal.id,
                "partner_id": contract.partner_id.id,
                "amount": refund_sudo.amount,
                "currency_id": company.currency_id.id,
                "date": refund_sudo.date,
                "memo": contract.display_name,
                "destination_account_id": items.account_id.id,
                "property_refund_id": refund_sudo.id,
            }
        )
        payment.action_post()
        refund_sudo._write_protected({"payment_id": payment.id})
        paid = payment.move_id.line_ids.filtered(
            lambda line: line.account_id == items.account_id
        )
        (items | paid).reconcile()
        return refund_sudo

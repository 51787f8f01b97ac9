from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class AccountPartialReconcile(models.Model):
    """Items on the accounts of homes are matched within their sale (R2.10)."""

    _inherit = "account.partial.reconcile"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        partials = super().create(vals_list)
        # sudo: the accounts, whoever reconciles
        for partial in partials.sudo():
            items = partial.debit_move_id | partial.credit_move_id
            accounts = items.company_id._get_property_account_ids()
            if accounts.isdisjoint(items.account_id.ids):
                continue
            sales = [item._get_homes_key() for item in items]
            if not all(sales) or len(set(sales)) > 1:
                raise UserError(
                    self.env._(
                        "%s: money of a home is matched with money of the same"
                        " reservation or contract only.",
                        ", ".join(items.move_id.mapped("display_name")),
                    )
                )
        return partials

    @ondelete_always
    def _unlink_except_homes(self):
        # what is matched stays so, or money would be paid out twice
        # sudo: the accounts, whoever undoes it
        for partial in self.sudo():
            items = partial.debit_move_id | partial.credit_move_id
            accounts = items.company_id._get_property_account_ids()
            if accounts.isdisjoint(items.account_id.ids):
                continue
            papers = items.move_id.origin_payment_id.collection_method_id
            if not any(paper._is_being_refused() for paper in papers):
                raise UserError(
                    self.env._(
                        "%s: money of homes stays matched as it was returned, moved or"
                        " forfeited. Correct it by a change of the reservation.",
                        ", ".join(items.move_id.mapped("display_name")),
                    )
                )

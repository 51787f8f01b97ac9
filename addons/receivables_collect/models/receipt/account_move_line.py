from odoo import api, models

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# what an item of an entry says
ITEM_FIELDS = frozenset(
    {
        "account_id",
        "amount_currency",
        "balance",
        "credit",
        "currency_id",
        "date_maturity",
        "debit",
        "move_id",
        "partner_id",
    }
)


class AccountMoveLine(models.Model):
    """Items of entries of verified money stay as they were posted (R4.27)."""

    _inherit = "account.move.line"

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        moves = self.env["account.move"].browse(
            {vals["move_id"] for vals in vals_list if vals.get("move_id")}
        )
        moves._check_not_collected()
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'account'
        touched = ITEM_FIELDS & vals.keys()
        if touched:
            changed = self.filtered(lambda line: line._is_changed(touched, vals))
            changed.move_id._check_not_collected()
        return super().write(vals)

    @ondelete_always
    def _unlink_except_collected(self):
        self.move_id._check_not_collected()

    def _is_changed(self, names, vals):
        """Return whether `vals` change one of the fields `names` of this item."""
        self.ensure_one()
        return any(
            self._fields[name].convert_to_cache(vals[name], self)
            != self._fields[name].convert_to_cache(self[name], self)
            for name in names
        )

from odoo import api, models
from odoo.exceptions import UserError

# what the entry and its settlements say of an item, kept by core for its own reading
_FIGURES = ("amount_residual", "amount_residual_currency", "parent_state", "reconciled")


class AccountMoveLine(models.Model):
    """The ground of `sales.ledger`: an index that leads to items matched with drafts,
    and figures that nobody writes (R1.7).

    Core computes whether an item is open and keeps it; over RPC its columns take any
    value, with which a debt counts nowhere.
    """

    _inherit = "account.move.line"

    _matched_draft_idx = models.Index(
        "(account_id) INCLUDE (id)"
        " WHERE parent_state <> 'posted' AND matching_number IS NOT NULL"
    )

    @api.model_create_multi
    def create(self, vals_list):
        # EXTENDS 'account'
        for vals in vals_list:
            self._check_figures(vals.keys())
        return super().create(vals_list)

    def write(self, vals):
        # EXTENDS 'account'
        given = [name for name in _FIGURES if name in vals]
        if given:
            self._check_figures(
                {name for name in given if set(self.mapped(name)) - {vals[name]}}
            )
        return super().write(vals)

    @api.model
    def _check_figures(self, names):
        """Check that none of these is a figure that entries and settlements say.

        :raise UserError: naming the field
        """
        for name in _FIGURES:
            if name in names:
                raise UserError(
                    self.env._(
                        "%s follows from the entry and what settles it, and is not"
                        " entered: post, reconcile or reverse it instead.",
                        self._fields[name]._description_string(self.env),
                    )
                )

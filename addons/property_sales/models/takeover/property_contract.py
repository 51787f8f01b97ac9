from odoo import api, fields, models
from odoo.exceptions import UserError


class PropertyContract(models.Model):
    """Contracts that ran before: they have no reservation, but a line of a take-over
    that says how they stood (R2.7, R2.8).
    """

    _inherit = "property.contract"

    _protected_fields = frozenset({"takeover_line_id"})

    # of all others: by the constraint
    reservation_id = fields.Many2one(required=False)
    takeover_line_id = fields.Many2one(
        "property.takeover.line",
        string="Taken over from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )

    _reserved_or_taken_over = models.Constraint(
        "CHECK(num_nonnulls(reservation_id, takeover_line_id) = 1)",
        "A contract is drawn up for a reservation, or taken over.",
    )
    _taken_over_once = models.UniqueIndex(
        "(takeover_line_id) WHERE takeover_line_id IS NOT NULL",
        "This contract is taken over already.",
    )

    @api.model
    def _complete_vals(self, vals):
        # EXTENDS 'property_sales': the take-over gives all of it; from others the field
        # is refused with all protected ones
        if vals.get("takeover_line_id"):
            return vals
        return super()._complete_vals(vals)

    def action_open_reservation(self):
        # EXTENDS 'property_sales'
        if self and not self.reservation_id:
            raise UserError(
                self.env._(
                    "%s was taken over and has no reservation.",
                    self[:1].display_name,
                )
            )
        return super().action_open_reservation()

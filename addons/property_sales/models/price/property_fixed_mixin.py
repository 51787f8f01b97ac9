from odoo import models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyFixedMixin(models.AbstractModel):
    """A standard of prices that is fixed from the day it was put in force on (R2.4).

    As offers and contracts stand on it. It is ended by archiving it.
    """

    _name = "property.fixed.mixin"
    _description = "Fixed Standard of Prices"
    _inherit = ["sales.standard.mixin"]

    @ondelete_always
    def _unlink_except_known(self):
        if known := self.filtered("in_force_since"):
            known._raise_fixed()

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': fixed from the day it was put in force on
        touched = super()._get_protected_touched(vals)
        if any(standard.in_force_since for standard in self):
            touched |= (self._standard_fields - {"active"}) & vals.keys()
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': with the way out
        if set(names) <= self._standard_fields:
            self._raise_fixed()
        return super()._raise_protected(names)

    def _raise_fixed(self):
        """Refuse a change of what was put in force, or its deletion.

        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "%s was put in force and is fixed. Archive it, and put a changed copy"
                " in force.",
                ", ".join(self.mapped("display_name")[:3]),
            )
        )

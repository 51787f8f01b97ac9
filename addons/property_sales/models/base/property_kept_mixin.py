from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class PropertyKeptMixin(models.AbstractModel):
    """Records of the sale of homes that stay, and are fixed once they are no drafts.

    `_free_states` names the states in which a record may still be deleted, and its
    `_frozen_fields` changed; without them it stays from the beginning. A model says so
    in `_get_kept_text`, with the way out where there is one.
    """

    _name = "property.kept.mixin"
    _description = "Record That Stays"
    _inherit = ["sales.protected.mixin"]

    _free_states = frozenset()
    _frozen_fields = frozenset()

    @ondelete_always
    def _unlink_except_free(self):
        kept = self.filtered(lambda record: not record._is_deletable())
        if kept:
            names = kept.sudo()[:10].mapped("display_name")  # for the message
            raise UserError(self._get_kept_text(", ".join(names)))

    def _is_deletable(self):
        """Return whether one record may still be deleted; to be narrowed."""
        return bool(self._free_states) and self.state in self._free_states

    @api.model
    def _get_kept_text(self, names):
        """Return that the records of these names stay, and what can be done instead."""
        raise NotImplementedError

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': fixed once a record is no draft
        touched = super()._get_protected_touched(vals)
        frozen = self._frozen_fields & vals.keys()
        if frozen and any(record.state not in self._free_states for record in self):
            touched |= frozen
        return touched

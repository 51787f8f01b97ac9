from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate


class CollectionPartMixin(models.AbstractModel):
    """Lines that freeze with the document they belong to.

    A model names the field of the document in `_part_parent` and says in
    `_is_part_frozen` when lines can no longer be added, changed or deleted.
    """

    _name = "collection.part.mixin"
    _description = "Line of a Document that Freezes"
    _inherit = ["sales.protected.mixin"]

    _part_parent = None

    @api.model_create_multi
    def create(self, vals_list):
        permit = gate.get(self)
        admitted = permit and permit.admits_create(self, set())
        parts = super().create(vals_list)
        if not admitted:
            parts._check_part_open()
        return parts.with_env(gate.closed(self).env)

    # also when RPC claims an uninstallation in its context
    @api.ondelete(at_uninstall=True)
    def _unlink_except_frozen(self):
        self._check_part_open()

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin'
        touched = super()._get_protected_touched(vals)
        if self._part_parent in vals:
            touched |= {self._part_parent}
        parents_sudo = self.sudo()[self._part_parent]  # sudo: whether it is frozen
        if any(self._is_part_frozen(parent) for parent in parents_sudo):
            touched |= vals.keys() - self._get_part_free_fields(parents_sudo)
        return touched

    def _check_part_open(self):
        """:raise UserError: naming the documents whose lines are frozen"""
        parents_sudo = self.sudo()[self._part_parent]  # sudo: whether it is frozen
        frozen = parents_sudo.filtered(self._is_part_frozen)
        if frozen:
            raise UserError(
                self.env._(
                    "The lines of %s cannot be changed any more.",
                    ", ".join(frozen[:10].mapped("display_name")),
                )
            )

    def _is_part_frozen(self, parent):
        """Return whether lines of `parent` cannot be changed now.

        :param parent: one document, in sudo
        """
        raise NotImplementedError

    def _get_part_free_fields(self, parents):
        """Return the fields that stay free though the documents are frozen.

        :param parents: the documents, in sudo
        """
        return frozenset()

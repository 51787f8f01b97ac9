from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class SalesLineMixin(models.AbstractModel):
    """Lines that freeze with the document they belong to.

    A model names the field of the document in `_line_parent`. Lines are added, changed
    and deleted in drafts only; a model whose documents freeze otherwise says so in
    `_is_line_frozen`. A line never goes to another document.

    Example::

        class SalesThingLine(models.Model):
            _name = "sales.thing.line"
            _inherit = ["sales.line.mixin"]
            _line_parent = "thing_id"
    """

    _name = "sales.line.mixin"
    _description = "Line of a Document that Freezes"
    _inherit = ["sales.protected.mixin"]

    _line_parent = None

    @api.model_create_multi
    def create(self, vals_list):
        permit = gate.get(self)
        admitted = permit and permit.admits_create(self)
        lines = super().create(vals_list)
        if not admitted:
            # after it, for what the context defaults
            lines._check_line_open()
        return lines

    @ondelete_always
    def _unlink_except_frozen(self):
        self._check_line_open()

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin'
        touched = super()._get_protected_touched(vals)
        if self and self._line_parent in vals:
            touched |= {self._line_parent}
        if self._get_frozen_parents():
            parents_sudo = self.sudo()[self._line_parent]  # sudo: whether it is frozen
            touched |= vals.keys() - self._get_line_free_fields(parents_sudo)
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin': a frozen line says what froze it
        always = self._get_protected_fields() | {self._line_parent}
        parents = self._get_frozen_parents()
        if parents and set(names) - always:
            self._refuse_line_change(parents)
        return super()._raise_protected(names)

    def _check_line_open(self):
        """Check that these lines can be added, changed and deleted now."""
        parents = self._get_frozen_parents()
        if parents:
            self._refuse_line_change(parents)

    @api.model
    def _check_given_parents(self, vals_list):
        """Check that the documents in `vals_list` are open, before lines are made.

        For models with an index that would speak first, in words that help nobody.
        """
        permit = gate.get(self)
        if permit and permit.admits_create(self):
            return
        ids = {vals.get(self._line_parent) for vals in vals_list} - {None, False}
        comodel = self._fields[self._line_parent].comodel_name
        documents_sudo = self.env[comodel].sudo()  # whether they are frozen
        parents_sudo = documents_sudo.browse(ids)
        frozen = parents_sudo.filtered(self._is_line_frozen)
        if frozen:
            self._refuse_line_change(frozen)

    def _get_frozen_parents(self):
        """Return the documents of these lines that are frozen, in sudo."""
        parents_sudo = self.sudo()[self._line_parent]  # sudo: whether it is frozen
        return parents_sudo.filtered(self._is_line_frozen)

    def _is_line_frozen(self, parent):
        """Return whether lines of `parent` cannot be changed now; drafts are free.

        :param parent: one document, in sudo
        """
        return parent.state != "draft"

    def _get_line_free_fields(self, parents):
        """Return the fields that stay free though the documents are frozen.

        :param parents: the documents, in sudo
        """
        return frozenset()

    def _refuse_line_change(self, parents):
        """Refuse a change; a model says it in its own words.

        :param parents: the frozen documents, in sudo
        :raise UserError: always
        """
        raise UserError(
            self.env._(
                "The lines of %s cannot be changed any more.",
                ", ".join(parents[:10].mapped("display_name")),
            )
        )

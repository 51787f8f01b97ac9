from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class SalesNumberedMixin(models.AbstractModel):
    """A document that takes its number when it is submitted, and keeps it.

    So that the register has no gap, what has a number is cancelled and never deleted,
    and stays in the company whose register it is in.

    Example::

        class SalesThing(models.Model):
            _name = "sales.thing"
            _inherit = ["sales.approval.document", "sales.numbered.mixin"]
            _register_prefix = "T"
    """

    _name = "sales.numbered.mixin"
    _description = "Document with a Number"
    _inherit = ["sales.register.mixin", "sales.state.mixin"]
    _rec_name = "number"

    _protected_fields = frozenset({"number"})
    # the state that a document takes its number for
    _numbered_state = "submitted"

    number = fields.Char(
        string="Document Number", readonly=True, copy=False, index="trigram"
    )

    _number_company = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "This number exists already.",
    )

    @api.depends("number")
    def _compute_display_name(self):
        name = self.env["ir.model"]._get(self._name).name
        for document in self:
            document.display_name = document.number or self.env._("%s (draft)", name)

    @ondelete_always
    def _unlink_except_numbered(self):
        numbered = self.filtered("number")
        if numbered:
            raise UserError(
                self.env._(
                    "A numbered document is not deleted, its number would be missing;"
                    " cancel it instead: %s",
                    numbered._get_state_names(),
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin'
        touched = super()._get_protected_touched(vals)
        if "company_id" in vals and any(document.number for document in self):
            touched |= {"company_id"}
        return touched

    def _move(self, state, claim=False, **vals):
        # EXTENDS 'sales.state.mixin': before it, for those who write drafts only
        if state == self._numbered_state:
            self._take_register_numbers()
        return super()._move(state, claim=claim, **vals)

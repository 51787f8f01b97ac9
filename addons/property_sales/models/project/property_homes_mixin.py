from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command


class PropertyHomesMixin(models.AbstractModel):
    """A document over homes of a development, which are named in its draft.

    One by one, or all at once that are free. A model has `unit_ids`; it checks in
    `_check_maker` who draws it up, finds the free homes in `_find_free_units`, and says
    in `_get_no_homes_text` and `_get_foreign_text` what is wrong with others.
    """

    _name = "property.homes.mixin"
    _description = "Document over Homes of a Development"
    _inherit = ["property.kept.mixin", "sales.state.mixin"]

    _protected_fields = frozenset({"company_id", "end_reason"})
    _free_states = frozenset({"draft"})

    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id", store=True, index=True
    )
    unit_count = fields.Integer(string="Number of Homes", compute="_compute_unit_count")
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)

    @api.depends("unit_ids")
    def _compute_unit_count(self):
        for document in self:
            document.unit_count = len(document.unit_ids)

    @api.constrains("unit_ids", "development_id")
    def _check_units(self):
        for document in self:
            foreign = document.unit_ids.filtered(
                lambda unit, own=document.development_id: unit.development_id != own
            )
            if foreign:
                homes = ", ".join(foreign[:5].mapped("display_name"))
                raise ValidationError(document._get_foreign_text(homes))

    def action_add_homes(self):
        """Add to drafts all homes of their development that are free for them.

        :raise AccessError: for others than those who draw them up
        :raise UserError: for what is no draft, or when there is no such home
        """
        self._check_maker()
        self.check_access("write")
        self._check_state("draft")
        for development, documents in self.grouped("development_id").items():
            units = documents._find_free_units()
            if not units:
                raise UserError(self._get_no_homes_text(development.display_name))
            documents.write({"unit_ids": [Command.link(unit.id) for unit in units]})
        return True

    def _check_maker(self):
        """Check that the caller draws up such documents.

        :raise AccessError: for everybody else
        """
        raise NotImplementedError

    def _find_free_units(self):
        """Return the homes of their one development that these documents may name."""
        raise NotImplementedError

    @api.model
    def _get_no_homes_text(self, development):
        """Return that a development has no home for such a document."""
        raise NotImplementedError

    def _get_foreign_text(self, homes):
        """Return that one document is not for homes of another development."""
        raise NotImplementedError

from odoo import api, fields, models
from odoo.tools.misc import format_date


class PropertyDocumentLoan(models.Model):
    """A paper that was taken out of the archive: by whom, from when until when (R2.9).

    Rows are made and ended by the paper's own methods, and stay.
    """

    _name = "property.document.loan"
    _description = "Lending of a Paper"
    _inherit = ["property.secret.mixin", "property.kept.mixin", "sales.protected.mixin"]
    _order = "date_from desc, id desc"
    _rec_name = "document_id"

    _protected_fields = frozenset(
        {"document_id", "company_id", "user_id", "date_from", "lent_by_id"}
        | {"date_to", "taken_by_id"}
    )

    document_id = fields.Many2one(
        "property.document",
        string="Contract Paper",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="document_id.company_id", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Lent to",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    date_from = fields.Date(string="Lent on", required=True, readonly=True)
    lent_by_id = fields.Many2one("res.users", string="Lent by", readonly=True)
    date_to = fields.Date(string="Given Back on", readonly=True)
    taken_by_id = fields.Many2one("res.users", string="Taken Back by", readonly=True)

    _one_open = models.UniqueIndex(
        "(document_id) WHERE date_to IS NULL", "This paper is lent already."
    )

    @api.depends("document_id", "user_id", "date_from")
    def _compute_display_name(self):
        for row in self:
            parts = (
                row.document_id.display_name,
                row.user_id.name,
                format_date(self.env, row.date_from),
            )
            row.display_name = " · ".join(filter(None, parts))

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Papers that were lent stay on record: %s", names)

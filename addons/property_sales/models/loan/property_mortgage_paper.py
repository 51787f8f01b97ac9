from odoo import api, fields, models

KINDS = [
    ("identity", "Identity Papers"),
    ("marriage", "Marriage Papers"),
    ("income", "Proof of Income"),
    ("statement", "Statements of the Account"),
    ("credit", "Credit Report"),
]


class PropertyMortgagePaper(models.Model):
    """A paper that a lender wants of the buyer, and the day it was there (R2.11)."""

    _name = "property.mortgage.paper"
    _description = "Paper for a Loan"
    _inherit = ["property.secret.mixin", "property.kept.mixin", "sales.protected.mixin"]
    _order = "mortgage_id, id"
    _rec_name = "kind"

    _immutable_fields = frozenset({"mortgage_id", "kind"})

    mortgage_id = fields.Many2one(
        "property.mortgage", required=True, index=True, ondelete="cascade"
    )
    kind = fields.Selection(KINDS, required=True)
    date = fields.Date(string="There since")

    _one_per_kind = models.UniqueIndex(
        "(mortgage_id, kind)", "A loan has each paper once."
    )

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for paper in self:
            paper.display_name = kinds.get(paper.kind, "")

    @api.model
    def _make_for(self, loan):
        """List the papers that a lender wants for a loan."""
        known = loan.paper_ids.mapped("kind")
        # sudo: listed with the loan
        self.sudo().create(
            [
                {"mortgage_id": loan.id, "kind": kind}
                for kind, _label in KINDS
                if kind not in known
            ]
        )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Papers stay listed with their loan: %s", names)

    def action_note(self):
        """Note that these papers are there."""
        self.check_access("write")
        for paper in self.filtered(lambda paper: not paper.date):
            paper.date = paper.mortgage_id.company_id._get_today()
        self.env["property.deadline"]._follow(self.mortgage_id)
        return True

from odoo import api, fields, models

from odoo.addons.sales_rules.tools import door_kinds


class PropertyContract(models.Model):
    """The title of the buyer, and the archive: the end of a sale (R2.7, R2.9, R2.11).

    The contract stays handed over; the home has its title registered. Archived is a
    contract with all its papers on their shelves, which is not before the title.
    """

    _inherit = "property.contract"

    _protected_fields = frozenset(
        {"title_papers_on", "title_number", "title_date", "archive_state"}
    )

    title_papers_on = fields.Date(
        string="Title Papers Handed in on",
        readonly=True,
        copy=False,
        tracking=True,
        help="The bureau has the papers of the developer.",
    )
    title_number = fields.Char(readonly=True, copy=False, tracking=True)
    title_date = fields.Date(
        string="Title Registered on", readonly=True, copy=False, tracking=True
    )
    archive_state = fields.Selection(
        [("open", "Not Archived"), ("archived", "Archived")],
        string="Archive",
        compute="_compute_archive_state",
        store=True,
        index=True,
        help="Archived: all papers to the title are there, each on its shelf.",
    )

    _one_title = models.UniqueIndex(
        "(company_id, title_number) WHERE title_number IS NOT NULL",
        "A title is registered under this number already.",
    )

    @api.depends(
        "state", "sale_kind", "document_ids.kind", "document_ids.date_archived"
    )
    def _compute_archive_state(self):
        archive = self.env["property.archive"]
        for contract in self:
            is_archived = archive._is_archived(contract)
            contract.archive_state = "archived" if is_archived else "open"

    @door_kinds.takes(date=door_kinds.day)
    def action_note_title_papers(self, date=None):
        """Note that the bureau has the developer's papers for the title.

        :param date: since when, today by default
        :raise UserError: before the handover, a second time, or for a future day
        """
        self.ensure_one()
        self.env["property.title"]._note_papers(self, date)
        return True

    @door_kinds.takes(number=door_kinds.text, date=door_kinds.day)
    def action_title(self, number, date=None):
        """Note that the title of the buyer is registered.

        :param str number: of the title, one of this contract
        :param date: of the bureau, today by default
        :raise UserError: before the handover, a second time, for a number that is used,
            or a day before the handover or to come
        """
        self.ensure_one()
        self.env["property.title"]._note_title(self, number, date)
        return True

    @door_kinds.takes(kind=door_kinds.text, date=door_kinds.day)
    def action_add_paper(self, kind, date=None):
        """Add a paper that no step issues: of the buyer, the lender, the handover.

        :param str kind: handover, identity, mortgage or amendment
        :param date: of the paper, today by default
        :return: its id
        """
        self.ensure_one()
        return self.env["property.document"]._add(self, kind, date).id

    @door_kinds.takes(shelf=door_kinds.text, date=door_kinds.day, box=door_kinds.text)
    def action_archive_papers(self, shelf, date=None, box=None):
        """Archive all papers of complete contracts that are not archived yet.

        :raise UserError: naming the papers that are missing
        """
        self.env["property.archive"]._archive(self, shelf, date, box)
        return True

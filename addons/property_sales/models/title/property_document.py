from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

from ..contract.property_contract import LIVE

# kinds that no step of the contract issues: they are added by hand
ADDED = ("handover", "identity", "mortgage", "amendment")


class PropertyDocument(models.Model):
    """Papers in the archive: shelf and box, the last day for it, loans (R2.9).

    A paper is put there within some days of its own day, see the settings; its scan is
    fixed from then on. Out of the archive it is lent to somebody, and each time stays
    on record.
    """

    _inherit = "property.document"

    _protected_fields = frozenset(
        {"archive_by", "shelf", "box", "date_archived", "archived_by_id"}
        | {"lent_to_id", "lent_on", "loan_ids"}
    )

    kind = fields.Selection(
        selection_add=[
            ("handover", "Handover Page F35"),
            ("title", "Title Certificate"),
            ("identity", "Identity Papers"),
            ("mortgage", "Loan Contract"),
            ("amendment", "Amendment"),
        ],
        ondelete={
            "handover": "cascade",
            "title": "cascade",
            "identity": "cascade",
            "mortgage": "cascade",
            "amendment": "cascade",
        },
    )
    scan = fields.Binary(
        attachment=True,
        copy=False,
        help="Read by those who see the contract; fixed once the paper is archived.",
    )
    scan_name = fields.Char(string="File Name", copy=False)
    archive_by = fields.Date(
        string="Last Day for the Archive",
        compute="_compute_archive_by",
        store=True,
        help="Some days after its own day, of the contract after the filing.",
    )
    shelf = fields.Char(readonly=True, copy=False)
    box = fields.Char(readonly=True, copy=False)
    date_archived = fields.Date(
        string="Archived on", readonly=True, copy=False, index="btree_not_null"
    )
    archived_by_id = fields.Many2one(
        "res.users", string="Archived by", readonly=True, copy=False
    )
    loan_ids = fields.One2many(
        "property.document.loan", "document_id", string="Lent", readonly=True
    )
    lent_to_id = fields.Many2one(
        "res.users",
        string="Lent to",
        compute="_compute_lent",
        store=True,
        index="btree_not_null",
    )
    lent_on = fields.Date(string="Lent on", compute="_compute_lent", store=True)

    # not of the setting: a paper keeps the days that it was issued with
    @api.depends("kind", "date_issued", "contract_id.filing_date")
    def _compute_archive_by(self):
        for paper in self:
            day = paper.date_issued
            if paper.kind == "contract":
                day = paper.contract_id.filing_date or day
            days = timedelta(days=paper.company_id.property_archive_days)
            paper.archive_by = day and day + days

    @api.depends("loan_ids.date_to", "loan_ids.user_id", "loan_ids.date_from")
    def _compute_lent(self):
        for paper in self:
            loan = paper.loan_ids.filtered(lambda row: not row.date_to)[:1]
            paper.lent_to_id = loan.user_id
            paper.lent_on = loan.date_from

    def action_archive(self, shelf, date=None, box=None):
        """Note that these papers stand in the archive (R2.9).

        :param str shelf: where
        :param date: since when, today by default
        :param str box: in which box of the shelf
        :raise AccessError: for others than the salesperson, and those who lead them
        :raise UserError: without a shelf, a second time, or for a day before a paper or
            after today
        """
        # REPLACES 'base': core's clears `active`, which papers do not have. The door
        # leaves the arguments of core's methods to them
        shelf = door_kinds.text(self.env, shelf)
        date = door_kinds.day(self.env, date)
        box = door_kinds.text(self.env, box)
        self._check_keeper()
        for paper in self:
            paper._check_not_archived()
        shelf = self._check_shelf(shelf)
        for company, papers in self.grouped("company_id").items():
            today = company._get_today()
            day = date or today
            for paper in papers:
                paper._check_since(day, today)
            papers.sudo()._write_protected(  # noted by methods only
                {
                    "shelf": shelf,
                    "box": (box or "").strip() or False,
                    "date_archived": day,
                    "archived_by_id": self.env.uid,
                }
            )
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(user_id=door_kinds.one("res.users"))
    def action_lend(self, user_id):
        """Note that a user of the company took these papers out of the archive.

        :param user_id: the user, or their id
        :raise UserError: for papers that are not archived, or are lent already, and for
            somebody who does not work in the company
        """
        self._check_keeper()
        for paper in self:
            paper._check_on_shelf()
            paper._check_borrower(user_id)
        # sudo: made by methods only
        self.env["property.document.loan"].sudo()._create_protected(
            [
                {
                    "document_id": paper.id,
                    "user_id": user_id.id,
                    "date_from": paper.company_id._get_today(),
                    "lent_by_id": self.env.uid,
                }
                for paper in self
            ]
        )
        return True

    @door_kinds.takes(shelf=door_kinds.text, box=door_kinds.text)
    def action_give_back(self, shelf=None, box=None):
        """Note that these papers are in the archive again.

        :param str shelf: where, if it is not the shelf of before
        :param str box: in which box of that shelf
        :raise UserError: naming those that are not lent
        """
        self._check_keeper()
        there = self.filtered(lambda paper: not paper.lent_to_id)
        if there:
            raise UserError(
                self.env._(
                    "%s: it is not lent, so nobody gives it back.",
                    ", ".join(there[:5].mapped("display_name")),
                )
            )
        for paper in self.sudo():  # noted by methods only
            loan = paper.loan_ids.filtered(lambda row: not row.date_to)
            loan._write_protected(
                {
                    "date_to": paper.company_id._get_today(),
                    "taken_by_id": self.env.uid,
                }
            )
            # it may be lent again at once
            loan.flush_recordset(["date_to"])
            if (shelf or "").strip():
                paper._write_protected(
                    {"shelf": shelf.strip(), "box": (box or "").strip() or False}
                )
        return True

    @api.model
    def _issue_all(self, contracts, kind, dates):
        # EXTENDS 'property_sales': each is due in the archive
        papers_sudo = super()._issue_all(contracts, kind, dates)
        self.env["property.deadline"]._follow(papers_sudo)
        return papers_sudo

    @api.model
    def _add(self, contract, kind, date):
        """Add a paper to one contract that no step issues, without a number.

        :return: the paper, in sudo
        :raise UserError: for a kind that a step issues, a second page of the handover,
            or a day to come
        """
        contract._check_seller()
        contract._check_state(*LIVE)
        labels = dict(self._fields["kind"]._description_selection(self.env))
        if kind not in ADDED:
            raise UserError(
                self.env._(
                    "%(contract)s: added are %(kinds)s; other papers are issued by the"
                    " steps of the contract.",
                    contract=contract.display_name,
                    kinds=", ".join(labels[name] for name in ADDED),
                )
            )
        today = contract.company_id._get_today()
        date = date or today
        first = contract.handover_date if kind == "handover" else date
        if not first or not first <= date <= today:
            raise UserError(
                self.env._(
                    "%(contract)s: the day of “%(paper)s” is not after today, and that"
                    " of the handover not before the keys.",
                    contract=contract.display_name,
                    paper=labels[kind],
                )
            )
        if kind == "handover" and contract._get_paper(kind):
            raise UserError(
                self.env._(
                    "%(contract)s has its “%(paper)s” already.",
                    contract=contract.display_name,
                    paper=labels[kind],
                )
            )
        return self._issue(contract, kind, date)

    def _check_keeper(self):
        """Check that the caller leads the contracts of these papers.

        :raise AccessError: for everybody else
        """
        self.check_access("write")
        self.contract_id._check_seller()

    def _check_not_archived(self):
        """Check that one paper is not in the archive yet."""
        if self.date_archived:
            raise UserError(
                self.env._(
                    "%(paper)s is archived since %(date)s, on shelf %(shelf)s.",
                    paper=self.display_name,
                    date=format_date(self.env, self.date_archived),
                    shelf=self.shelf,
                )
            )

    def _check_shelf(self, shelf):
        """Check that a shelf is named, and return it."""
        shelf = (shelf or "").strip()
        if not shelf:
            raise UserError(
                self.env._(
                    "%s: name the shelf of the archive.",
                    ", ".join(self[:5].mapped("display_name")),
                )
            )
        return shelf

    def _check_since(self, date, today):
        """Check that one paper can stand in the archive since `date`."""
        if not self.date_issued <= date <= today:
            raise UserError(
                self.env._(
                    "%(paper)s is of %(date)s: it is archived from then on, and not"
                    " after today.",
                    paper=self.display_name,
                    date=format_date(self.env, self.date_issued),
                )
            )

    def _check_on_shelf(self):
        """Check that one paper stands in the archive now."""
        if not self.date_archived:
            raise UserError(
                self.env._(
                    "%s: archive it first; only then it is lent.", self.display_name
                )
            )
        if self.lent_to_id:
            raise UserError(
                self.env._(
                    "%(paper)s is lent to %(user)s since %(date)s: have it given back"
                    " first.",
                    paper=self.display_name,
                    user=self.lent_to_id.name,
                    date=format_date(self.env, self.lent_on),
                )
            )

    def _check_borrower(self, user):
        """Check that a user works in the company of one paper."""
        user_sudo = user.sudo()  # of a colleague
        works_here = self.company_id in user_sudo.company_ids
        if not user or not user_sudo.active or user_sudo.share or not works_here:
            raise UserError(
                self.env._(
                    "%(paper)s: choose a user who works in %(company)s.",
                    paper=self.display_name,
                    company=self.company_id.name,
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': as it was archived
        touched = super()._get_protected_touched(vals)
        if any(paper.date_archived for paper in self):
            touched |= {"scan", "scan_name"} & vals.keys()
        return touched

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionRun(models.Model):
    """Finance's batch of collection slips for a date (R4.23, R1.8).

    Generating and issuing are one transaction each and set-based, whatever the size:
    run twice, in parallel, or killed in the middle, each receivable is on exactly one
    open slip. A preview shows the slips before anything is written.

    In steps, a class each: the document and the cron that begins the month's run;
    generating, with its preview (collection_run_generate.py); issuing, with the numbers
    (collection_run_issue.py); telling the distribution list
    (collection_run_distribution.py).
    """

    _name = "collection.run"
    _description = "Collection Run"
    _inherit = ["sales.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset({"slip_ids", "is_automatic"})
    _state_moves = {"done": ("draft",)}
    # fields that decide about the slips; they stay as the slips were made
    _filter_fields = frozenset(
        {"company_id", "date", "min_amount", "min_age_days", "team_ids", "tier_ids"}
    )

    name = fields.Char(compute="_compute_name")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(
        required=True,
        default=lambda self: self.env.company._get_today(),
        help="Receivables due on or before this day are asked for.",
    )
    min_amount = fields.Monetary(
        string="Minimum Amount",
        help="Customers who would be asked for less are left out; in the company's"
        " currency.",
    )
    min_age_days = fields.Integer(
        string="Minimum Age (Days)",
        help="Receivables overdue by fewer days on the run's date are left out.",
    )
    team_ids = fields.Many2many(
        "crm.team", string="Sales Teams", help="All teams where empty."
    )
    tier_ids = fields.Many2many("sales.tier", string="Tiers", help="All where empty.")
    slip_ids = fields.One2many("collection.slip", "run_id", string="Slips")
    slip_count = fields.Integer(string="Number of Slips", compute="_compute_slip_count")
    is_automatic = fields.Boolean(readonly=True, copy=False)
    state = fields.Selection(
        [("draft", "Draft"), ("done", "Done")],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
    )

    _min_positive = models.Constraint(
        "CHECK(min_amount >= 0 AND min_age_days >= 0)",
        "The minimum amount and age of a run cannot be negative.",
    )

    @api.depends("date", "company_id")
    def _compute_name(self):
        for run in self:
            day = format_date(self.env, run.date) if run.date else ""
            run.name = self.env._("Run of %s", day)

    @api.depends("slip_ids")
    def _compute_slip_count(self):
        groups = self.env["collection.slip"]._read_group(
            [("run_id", "in", self.ids)], ["run_id"], ["__count"]
        )
        counts = dict(groups)
        for run in self:
            run.slip_count = counts.get(run._origin, 0)

    def write(self, vals):
        """Refuse changes of filters once a run has slips."""
        if self._filter_fields & vals.keys():
            self._check_no_slips()
        return super().write(vals)

    @ondelete_always
    def _unlink_except_generated(self):
        self._check_no_slips()

    def action_discard(self):
        """Delete the slips of a draft run, so that its filters can be changed.

        :raise AccessError: when the caller is not finance
        :raise UserError: when the run was issued
        """
        self._check_finance()
        self.check_access("write")
        self._check_draft()
        # sudo: drafts go with their lines, which nobody deletes by hand
        self.sudo().slip_ids.unlink()
        self.invalidate_recordset(["slip_ids"])
        return True

    def action_view_slips(self):
        """Open the slips of the run by team."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_slip_action"
        )
        action["domain"] = [("run_id", "=", self.id)]
        action["context"] = {"search_default_group_team": 1}
        return action

    @api.model
    def _cron_generate(self):
        """Prepare the month's slips of each company whose day has come (R4.23).

        Only where levels are in force. Finance looks at the drafts and issues them.
        A missed day is made up for later in the month, and nothing is made twice.
        """

        def generate(company):
            self.with_company(company)._generate_automatic(company)

        companies = self.env["res.company"].search(Domain.TRUE)
        due = companies.filtered(
            lambda company: self.with_company(company)._is_automatic_due(company)
        )
        self.env["ir.cron"]._go_through(due, generate, "Slips of the month")

    @api.model
    def _is_automatic_due(self, company):
        """Return whether the run of this month is to be made today."""
        today = company._get_today()
        day = company.collection_run_day
        if not day or today.day < day:
            return False
        if not self.env["collection.level"]._get_in_force(company):
            return False
        return not self.search_count(
            [
                ("company_id", "=", company.id),
                ("is_automatic", "=", True),
                ("date", ">=", today.replace(day=1)),
                ("date", "<=", fields.Date.end_of(today, "month")),
            ],
            limit=1,
        )

    @api.model
    def _generate_automatic(self, company):
        """Make and generate the run of this month and tell finance."""
        run = self.with_context(mail_create_nolog=True)._create_protected(
            [
                {
                    "company_id": company.id,
                    "date": company._get_today(),
                    "is_automatic": True,
                }
            ]
        )
        run.action_generate()
        vals = {"summary": self.env._("Issue the collection slips of the month")}
        wanted = dict.fromkeys(company._get_role_users(roles.FINANCE).ids, vals)
        type_xmlid = "receivables_collect.mail_activity_type_slips"
        self.env["sales.notice"]._plan(run, type_xmlid, {run.id: wanted}, mail=True)
        return run

    def _check_no_slips(self):
        """Check that none of the runs has slips."""
        if used := self.filtered(lambda run: run.sudo().slip_ids):  # sudo: whether any
            raise UserError(
                self.env._(
                    "%s has slips: discard them before the run is changed or deleted.",
                    used[0].display_name,
                )
            )

    def _check_draft(self):
        """Check that none of the runs was issued."""
        if done := self.filtered(lambda run: run.state != "draft"):
            raise UserError(
                self.env._(
                    "%s was issued. Make another run for what is overdue now.",
                    done[0].display_name,
                )
            )

    @api.model
    def _check_finance(self):
        """Check that the caller is finance."""
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Collection slips are made and issued by finance. Ask finance."),
        )

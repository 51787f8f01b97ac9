from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import html2plaintext
from odoo.tools.misc import formatLang
from odoo.tools.translate import LazyTranslate

from odoo.addons.sales_rules.models.approval.sales_approval_document import STATES
from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

MARKETING = (
    "property_sales.group_property_sales",
    "sales_rules.group_marketing_director",
)
# as many are read in the inbox, the others on the plan
MOST_CHANGES = 12


class PropertyMarketingPlan(models.Model):
    """The marketing plan of a development, without which it does not open (R2.4).

    Marketing draws it up: market and position, the batches in which homes are released
    with their prices in outline, and what each salesperson is to sell month by month.
    The general manager alone approves it. A change is a new version; the approved one
    holds until that is approved as well.
    """

    _name = "property.marketing.plan"
    _description = "Marketing Plan"
    _inherit = ["property.secret.mixin", "sales.approval.document"]
    _order = "development_id, version desc, id desc"

    _approval_subject = Subject(
        "property_plan",
        _lt("Marketing plan"),
        unit="none",
        decider="sales_rules.group_general_manager",
        fixed=True,
        setting="has_property_development",
        sequence=70,
    )
    _approval_frozen_fields = frozenset({"name", "content", "batch_ids", "target_ids"})
    _approval_submit_groups = ",".join(MARKETING)
    _protected_fields = frozenset({"version", "company_id"})
    _immutable_fields = frozenset({"development_id"})
    _state_moves = {"superseded": ("approved",)}

    development_id = fields.Many2one(
        "property.development", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="development_id.company_id",
        store=True,
        required=False,
        default=None,
        precompute=True,
    )
    name = fields.Char(required=True, tracking=True)
    version = fields.Integer(
        compute="_compute_version",
        store=True,
        precompute=True,
        compute_sudo=True,
        copy=False,
        aggregator=None,
    )
    previous_id = fields.Many2one(
        "property.marketing.plan",
        string="Version before",
        compute="_compute_previous_id",
        help="The last version before this one that was approved.",
    )
    content = fields.Html(
        help="Market, position, batches and prices in outline, as they are signed."
    )
    batch_ids = fields.One2many(
        "property.marketing.plan.batch", "plan_id", string="Batches", copy=True
    )
    target_ids = fields.One2many(
        "property.marketing.plan.target", "plan_id", string="Targets", copy=True
    )
    batch_homes = fields.Integer(
        string="Homes in Batches", compute="_compute_figures", compute_sudo=True
    )
    batch_area = fields.Float(
        string="Area of Batches (m²)",
        compute="_compute_figures",
        compute_sudo=True,
        digits=(16, 2),
    )
    target_homes = fields.Integer(
        string="Homes in Targets", compute="_compute_figures", compute_sudo=True
    )
    target_area = fields.Float(
        string="Area of Targets (m²)",
        compute="_compute_figures",
        compute_sudo=True,
        digits=(16, 2),
    )
    target_amount = fields.Monetary(
        string="Amount of Targets", compute="_compute_figures", compute_sudo=True
    )
    changes = fields.Text(
        compute="_compute_changes",
        help="Differences from the last version that was approved.",
    )
    # the labels are this addon's to translate
    state = fields.Selection(
        selection_add=[*STATES, ("superseded", "Superseded")],
        ondelete={"superseded": "cascade"},
    )
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)

    _one_version = models.UniqueIndex(
        "(development_id, version)", "The development has a plan of this version."
    )
    _one_open = models.UniqueIndex(
        "(development_id) WHERE state IN ('draft', 'submitted')",
        "A version of this development's plan is in the works already: go on with it,"
        " or cancel it first.",
    )
    _one_approved = models.UniqueIndex(
        "(development_id) WHERE state = 'approved'",
        "A version of this development's plan is approved already.",
    )

    @api.depends("development_id")
    def _compute_version(self):
        rows = self._read_group(
            [
                ("development_id", "in", self.development_id.ids),
                ("id", "not in", self._origin.ids),
            ],
            ["development_id"],
            ["version:max"],
        )
        last = {development.id: version for development, version in rows}
        for plan in self:
            plan.version = last.get(plan.development_id._origin.id, 0) + 1

    @api.depends("version", "development_id.plan_ids.state")
    def _compute_previous_id(self):
        known = self.search(
            [
                ("development_id", "in", self.development_id.ids),
                ("state", "in", ("approved", "superseded")),
            ],
            order="version",
        ).grouped("development_id")
        for plan in self:
            before = known.get(plan.development_id._origin, self.browse())
            plan.previous_id = before.filtered(
                lambda other, version=plan.version: other.version < version
            )[-1:]

    @api.depends("batch_ids.homes", "batch_ids.area")
    @api.depends("target_ids.homes", "target_ids.area", "target_ids.amount")
    def _compute_figures(self):
        for plan in self:
            batches, targets = plan.batch_ids, plan.target_ids
            plan.batch_homes = sum(batches.mapped("homes"))
            plan.batch_area = sum(batches.mapped("area"))
            plan.target_homes = sum(targets.mapped("homes"))
            plan.target_area = sum(targets.mapped("area"))
            plan.target_amount = sum(targets.mapped("amount"))

    @api.depends_context("lang")
    @api.depends("name", "content", "previous_id", "batch_ids.name", "batch_ids.date")
    @api.depends("batch_ids.homes", "batch_ids.area", "batch_ids.price")
    @api.depends("target_ids.month", "target_ids.user_id")
    @api.depends("target_ids.homes", "target_ids.area", "target_ids.amount")
    def _compute_changes(self):
        for plan in self:
            plan.changes = "\n".join(plan._get_change_texts())

    @api.depends("name", "version")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = self.env._(
                "%(plan)s, version %(version)s",
                plan=plan.name or self.env._("Marketing plan"),
                version=plan.version,
            )

    @api.model_create_multi
    def create(self, vals_list):
        """Create drafts, each the next version of its development's plan.

        :raise UserError: naming a version that is drafted or submitted already
        """
        default = self.env.context.get("default_development_id")
        ids = {vals.get("development_id", default) for vals in vals_list}
        developments = self.env["property.development"].browse(ids - {None, False})
        developments._filtered_access("read")._check_no_open_plan()
        # before the index that keeps one in the works
        self.flush_model(["state"])
        return super().create(vals_list)

    def action_submit(self):
        """Ask the general manager to approve the plan.

        :raise AccessError: for others than marketing
        :raise UserError: naming a plan that a later version has overtaken
        """
        # EXTENDS 'sales.approval.document'
        self.check_access("write")
        self._check_latest()
        return super().action_submit()

    def action_draft(self):
        # EXTENDS 'sales.approval.document'
        self.check_access("write")
        self._check_latest()
        self.development_id._check_no_open_plan()
        return super().action_draft()

    def action_new_version(self):
        """Begin the next version of an approved plan, with its lines.

        The approved one holds until the new one is approved.

        :raise AccessError: for others than marketing
        :raise UserError: when it is not approved, or a version is in the works
        :return: the id of the draft
        :rtype: int
        """
        self.ensure_one()
        self.check_access("write")
        self._check_state("approved")
        return self.copy().id

    def action_show_new_version(self):
        """Begin the next version and open it, see `action_new_version`."""
        return self.browse(self.action_new_version())._get_records_action()

    def _check_latest(self):
        """Check that no later version is approved.

        :raise UserError: naming the later one
        """
        for plan in self:
            # sudo: the development's plan, whoever made it
            approved = plan.sudo().development_id.plan_id
            if approved.version > plan.version:
                raise UserError(
                    self.env._(
                        "%(plan)s was overtaken by version %(version)s, which is"
                        " approved: make a new version of that one.",
                        plan=plan.display_name,
                        version=approved.version,
                    )
                )

    def _approve(self):
        # EXTENDS 'sales.approval.document': one version holds at a time
        older = self.development_id.plan_id
        older._move("superseded")
        older.flush_recordset()
        return super()._approve()

    def _on_approved(self):
        # EXTENDS 'sales.approval.document': a development on sale stays so
        res = super()._on_approved()
        planned = self.development_id.filtered(lambda each: each.state == "planning")
        planned._move("approved")
        return res

    def _get_approval_team(self):
        # EXTENDS 'sales.approval.mixin': it is the whole development's
        return self.env["crm.team"]

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        changes = self._get_change_texts()
        shown = changes[:MOST_CHANGES]
        if len(changes) > len(shown):
            shown.append(self.env._("%s more changes.", len(changes) - len(shown)))
        return "\n".join([self._get_figures_text(), *shown])

    def _get_figures_text(self):
        """Return what the plan comes to: batches with their homes, and targets."""
        self.ensure_one()
        return self.env._(
            "%(batches)s batches of %(homes)s homes, %(area)s m²; targets of"
            " %(target_homes)s homes, %(target_area)s m², %(amount)s.",
            batches=len(self.batch_ids),
            homes=self.batch_homes,
            area=formatLang(self.env, self.batch_area),
            target_homes=self.target_homes,
            target_area=formatLang(self.env, self.target_area),
            amount=self._format_money(self.target_amount),
        )

    def _get_change_texts(self):
        """Return what is different from the version before, a sentence each.

        :rtype: list[str]
        """
        self.ensure_one()
        before = self.previous_id
        if not before:
            return []
        texts = []
        if self.name != before.name:
            texts.append(self.env._("Name: %(old)s → %(new)s", **self._pair("name")))
        if html2plaintext(self.content or "") != html2plaintext(before.content or ""):
            texts.append(self.env._("The text was changed."))
        texts += self._get_line_change_texts(before.batch_ids, self.batch_ids)
        texts += self._get_line_change_texts(before.target_ids, self.target_ids)
        head = self.env._("Since version %s:", before.version)
        return [head, *(texts or [self.env._("Nothing was changed.")])]

    def _pair(self, name):
        """Return a field before and now, for a sentence."""
        return {"old": self.previous_id[name], "new": self[name]}

    def _get_line_change_texts(self, old, new):
        """Return which lines were added, taken out and changed.

        :param old: the batches or the targets of the version before
        :param new: those of this one
        """
        lines_before = old._get_texts_by_key()
        lines_now = new._get_texts_by_key()
        texts = []
        for key in lines_before | lines_now:
            text_before, text_now = lines_before.get(key), lines_now.get(key)
            if text_before == text_now:
                continue
            if not text_before:
                texts.append(self.env._("Added: %s", text_now))
            elif not text_now:
                texts.append(self.env._("Taken out: %s", text_before))
            else:
                texts.append(
                    self.env._(
                        "Changed: %(old)s → %(new)s", old=text_before, new=text_now
                    )
                )
        return texts

    def _format_money(self, amount):
        """Return an amount in the development's currency, as people read it."""
        return formatLang(self.env, amount, currency_obj=self.currency_id)

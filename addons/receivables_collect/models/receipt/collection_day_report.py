from collections import Counter

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# the activity that stands with everybody who must know of late money
TRANSIT = "receivables_collect.mail_activity_type_transit"
# groups that see all and may neither count nor verify, finance or not
_ONLOOKERS = (
    "sales_rules.group_regional_manager",
    "sales_rules.group_general_manager",
    "sales_rules.group_deputy_general_manager",
)


class CollectionDayReport(models.Model):
    """A collector's day: collection report F21 and variance report F22 (R4.27).

    The first receipt opens it. The collector states the cash in hand and the reasons
    of differences, and submits both; that freezes them. Finance counts by method
    without seeing the declared amounts, compares, names the person liable for each
    difference and its consequence, and verifies: that posts the payments, once.

    Money taken after the submission comes on the next round of the same day: a report
    of its own, with its own count.

    In files by step: the document and the notices of its late money, the collector's
    part (`_declare`), and that of finance (`_verify`).
    """

    _name = "collection.day.report"
    _description = "Day Report"
    _inherit = ["sales.state.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "date desc, id desc"

    _protected_fields = frozenset(
        {
            "receipt_ids",
            "round",
            "submitted_at",
            "counted_by_id",
            "counted_at",
            "verified_by_id",
            "verified_at",
        }
    )
    # users told at each stage, beside the collector
    _transit_roles = {
        "escalated": (
            "sales_rules.group_finance",
            "sales_rules.group_marketing_director",
        ),
        "legal": (
            "sales_rules.group_finance",
            "sales_rules.group_marketing_director",
            "sales_rules.group_general_manager",
        ),
    }
    # the collector of the day never changes
    _immutable_fields = frozenset({"company_id", "collector_id", "date"})
    _state_moves = {"submitted": ("open",), "verified": ("submitted",)}

    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    collector_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    date = fields.Date(
        required=True, default=lambda self: self.env.company._get_today()
    )
    round = fields.Integer(
        required=True,
        default=1,
        readonly=True,
        copy=False,
        aggregator=None,
        help="After a report is submitted, money of the same day comes on the next"
        " round.",
    )
    receipt_ids = fields.One2many("collection.receipt", "report_id")
    declaration_ids = fields.One2many(
        "collection.day.declaration", "report_id", string="Declared"
    )
    variance_ids = fields.One2many(
        "collection.day.variance", "report_id", string="Due and Collected"
    )
    count_ids = fields.One2many("collection.day.count", "report_id")
    difference_ids = fields.One2many(
        "collection.day.difference", "report_id", string="Differences"
    )
    state = fields.Selection(
        [("open", "In Progress"), ("submitted", "Submitted"), ("verified", "Verified")],
        required=True,
        default="open",
        readonly=True,
        copy=False,
        index=True,
    )
    submitted_at = fields.Datetime(readonly=True, copy=False)
    counted_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    counted_at = fields.Datetime(
        readonly=True,
        copy=False,
        help="Until its own count is saved, finance sees nothing that was declared.",
    )
    verified_by_id = fields.Many2one("res.users", readonly=True, copy=False)
    verified_at = fields.Datetime(readonly=True, copy=False)
    payment_count = fields.Integer(compute="_compute_payment_count")
    is_own = fields.Boolean(compute="_compute_abilities")
    can_count = fields.Boolean(compute="_compute_abilities")
    can_verify = fields.Boolean(compute="_compute_abilities")

    _one_per_day = models.UniqueIndex(
        "(company_id, collector_id, date, round)",
        "There is a report of this collector for this round of the day already.",
    )

    @api.depends_context("lang")
    @api.depends("collector_id", "date", "round")
    def _compute_display_name(self):
        for report in self:
            name = report.sudo().collector_id.name or ""  # sudo: the name only
            text = f"{name}, {format_date(self.env, report.date)}"
            if report.round > 1:
                text += ", " + self.env._("Round %s", report.round)
            report.display_name = text

    @api.depends("state")
    def _compute_payment_count(self):
        parts = self.env["collection.receipt.method"].search(
            [("receipt_id.report_id", "in", self.ids), ("payment_id", "!=", False)]
        )
        counts = Counter(part.receipt_id.report_id.id for part in parts)
        for report in self:
            report.payment_count = counts[report.id]

    @api.depends_context("uid")
    @api.depends("state", "counted_at", "collector_id")
    def _compute_abilities(self):
        for report in self:
            reason = report._get_cannot_handle_reason()
            counting = report.state == "submitted" and not reason
            report.is_own = report.collector_id == self.env.user
            report.can_count = counting and not report.counted_at
            report.can_verify = counting and bool(report.counted_at)

    @ondelete_always
    def _unlink_never(self):
        raise UserError(self.env._("Day reports stay on record."))

    def _get_cannot_handle_reason(self):
        """Return why the user may not count and verify it, or an empty text."""
        self.ensure_one()
        user = self.env.user
        if not user.has_group("sales_rules.group_finance"):
            return self.env._("Only finance counts and verifies day reports.")
        if any(user.has_group(group) for group in _ONLOOKERS):
            return self.env._(
                "Users who manage collectors or see everything may not count or verify."
            )
        if self.collector_id == user:
            return self.env._("Nobody counts or verifies their own day report.")
        return ""

    def _check_may_handle(self):
        """Check that the user may count and verify these reports.

        :raise AccessError: saying why not
        """
        self.check_access("read")
        for report in self:
            reason = report._get_cannot_handle_reason()
            if reason:
                raise AccessError(
                    self.env._(
                        "%(report)s: %(reason)s",
                        report=report.display_name,
                        reason=reason,
                    )
                )

    def _check_own(self):
        """Check that these are the user's own reports, or left to the user by a
        collector who is gone; no role replaces that.

        :raise AccessError: for reports of somebody else
        """
        for report in self:
            if not report._is_own_or_left():
                raise AccessError(
                    self.env._(
                        "%s: only the collector may do this.", report.display_name
                    )
                )

    def _is_own_or_left(self):
        """Return whether the user declares this day: the collector, or who acts for one
        that left.
        """
        self.ensure_one()
        report_sudo = self.sudo()  # whose day it is, and who leads that person
        collector_sudo = report_sudo.collector_id
        if collector_sudo.active:
            return collector_sudo == self.env.user
        team_sudo = collector_sudo._get_last_team()
        acting = collector_sudo._get_acting(team_sudo, report_sudo.company_id)
        return self.env.user in acting

    def action_view_payments(self):
        """Open the payments that the verification posted."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Payments"),
            "res_model": "account.payment",
            "view_mode": "list,form",
            "domain": [("collection_method_id.receipt_id.report_id", "=", self.id)],
            "context": {"create": False},
        }

    def _tell_transit(self, stage, receipts):
        """Give everybody who must know of late money one activity for this day.

        No sum is named: finance counts blind.

        :param str stage: the stage that these `receipts` have just reached
        """
        self.ensure_one()
        summary = self._get_transit_summary(stage, receipts)
        date = min(receipts.mapped("remit_by"))
        vals = {"summary": summary, "date_deadline": date}
        wanted = dict.fromkeys(self._get_transit_users(stage).ids, vals)
        notices = self.env["sales.notice"]
        notices._end(self, TRANSIT)  # planned anew: a worse stage comes with a message
        notices._plan(self, TRANSIT, {self.id: wanted}, mail=True)
        if stage != "warned":
            self.message_post(body=summary)

    def _get_transit_users(self, stage):
        """Return the users told when money reaches `stage`."""
        team = self.collector_id._get_last_team()
        users = self.collector_id._get_acting(team, self.company_id)
        if stage != "warned":
            users |= team.user_id._get_acting(team, self.company_id)
        for xmlid in self._transit_roles.get(stage, ()):
            users |= self.env.ref(xmlid).all_user_ids.filtered(
                lambda user: self.company_id in user.company_ids and not user.share
            )
        if stage == "legal":
            users |= self.company_id.collection_legal_user_id
        return users

    def _get_transit_summary(self, stage, receipts):
        """Return the text about the receipts of this day."""
        values = {
            "count": len(receipts),
            "collector": self.collector_id.name,
            "date": format_date(self.env, min(receipts.mapped("remit_by"))),
        }
        if stage == "warned":
            return self.env._(
                "%(count)s receipts of %(collector)s are to be handed in to finance by"
                " %(date)s.",
                **values,
            )
        if stage == "legal":
            return self.env._(
                "%(count)s receipts of %(collector)s were to be handed in by %(date)s"
                " and are referred to legal affairs.",
                **values,
            )
        return self.env._(
            "%(count)s receipts of %(collector)s were to be handed in by %(date)s and"
            " are not verified. New vouchers are held back until they are.",
            **values,
        )

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

DIRECTOR = "sales_rules.group_marketing_director"
NOTICE = "property_sales.mail_activity_type_progress"
# fixed with the certificate
CONTENT = frozenset(
    {"building_id", "stage_id", "date", "report_number", "scan", "scan_name"}
)


class PropertyProgress(models.Model):
    """A stage that a building has reached, certified once for all contracts (R2.10).

    Investment development enters it with the supervisor's report, the marketing
    director certifies it, never the one who entered it. With the certificate all
    instalments of the building that wait for the stage get their day. A wrong one is
    withdrawn, as long as nothing was claimed by it.
    """

    _name = "property.progress"
    _description = "Progress of a Building"
    _inherit = [
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "date desc, id desc"
    _rec_names_search = ["building_id.name", "stage_id.name", "report_number"]

    _reason_actions = {"withdraw": "action_withdraw"}
    _protected_fields = frozenset(
        {"company_id", "development_id", "entered_by_id", "certified_by_id"}
        | {"certified_on", "end_reason"}
    )
    _state_moves = {"certified": ("draft",), "withdrawn": ("certified",)}

    building_id = fields.Many2one(
        "property.building", required=True, index=True, ondelete="restrict"
    )
    development_id = fields.Many2one(
        related="building_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="building_id.company_id", store=True, index=True
    )
    stage_id = fields.Many2one(
        "property.progress.stage",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    date = fields.Date(
        string="Reached on",
        required=True,
        default=lambda self: self.env.company._get_today(),
        tracking=True,
        help="By the report of the supervisor.",
    )
    report_number = fields.Char(
        string="Supervisor's Report", tracking=True, help="Its number."
    )
    scan = fields.Binary(string="Scan of the Supervisor's Report", attachment=True)
    scan_name = fields.Char(string="File Name of the Scan")
    entered_by_id = fields.Many2one(
        "res.users",
        string="Entered by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.user,
        help="The last one who changed it: somebody else certifies it.",
    )
    certified_by_id = fields.Many2one(
        "res.users", string="Certified by", readonly=True, copy=False
    )
    certified_on = fields.Date(readonly=True, copy=False, tracking=True)
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("certified", "Certified"),
            ("withdrawn", "Withdrawn"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_per_stage = models.UniqueIndex(
        "(building_id, stage_id) WHERE state <> 'withdrawn'",
        "This stage of the building is entered already.",
    )

    @api.depends("building_id", "stage_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for progress in self:
            names = progress.building_id.display_name, progress.stage_id.name
            progress.display_name = " · ".join(filter(None, names))

    @api.constrains("date")
    def _check_date(self):
        for progress in self:
            if progress.date > progress.company_id._get_today():
                raise ValidationError(
                    self.env._(
                        "%(progress)s: %(date)s is still to come: a stage is entered"
                        " when it is reached.",
                        progress=progress.display_name,
                        date=format_date(self.env, progress.date),
                    )
                )

    def write(self, vals):
        # a change is an entry as well
        res = super().write(vals)
        if CONTENT & vals.keys():
            self._write_protected({"entered_by_id": self.env.uid})
        return res

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda progress: progress.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "Certified progress stays on record; withdraw it instead: %s",
                    kept._get_state_names(),
                )
            )

    def action_certify(self):
        """Certify one stage of a building: what waits for it gets its day (R2.10).

        The job of claims, which runs at once, claims all that is due then.

        :raise AccessError: for others than the marketing director, and for the one who
            entered it
        :raise UserError: all that stands in its way, or that it is certified already
        """
        self.ensure_one()
        self._check_director()
        self._check_state("draft")
        self._check_entered_by_another()
        progress = self.sudo()  # the director changes nothing in it
        progress._check_reasons()
        today = progress.company_id._get_today()
        progress._move(
            "certified",
            claim=True,
            certified_by_id=self.env.uid,
            certified_on=today,
        )
        dates = self.env["property.progress.dates"]
        dates._date_stage(progress)
        dates._tell(progress)
        progress.message_post(
            body=self.env._("Certified by %s.", self.env.user.name),
        )
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_withdraw(self, reason):
        """Withdraw one wrong certificate: what it gave a day waits again (R2.10).

        :param str reason: why; stays on record
        :raise AccessError: for others than the marketing director
        :raise UserError: without a reason, or when something was claimed by it
        """
        self.ensure_one()
        self._check_director()
        reason = self._check_reason(reason)
        self._check_state("certified")
        progress = self.sudo()  # as in certifying
        # instalments that are claimed at this moment lose the race, or win it
        self.env["property.progress.dates"]._undo(progress)
        progress._move("withdrawn", end_reason=reason)
        progress.flush_recordset()
        self.env["property.progress.dates"]._date_building(progress.building_id)
        self.env["sales.notice"]._end(progress, NOTICE)
        return True

    def action_open_instalments(self):
        """Open the instalments that have their day by one certificate."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Instalments"),
            "res_model": "property.instalment",
            "views": [(False, "list"), (False, "form")],
            "domain": [("progress_id", "=", self.id)],
        }

    def _check_director(self):
        """Check that the caller is the marketing director.

        :raise AccessError: for everybody else
        """
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(DIRECTOR):
            raise AccessError(
                self.env._(
                    "%s: the marketing director certifies the progress of buildings.",
                    self._get_state_names(),
                )
            )

    def _check_entered_by_another(self):
        """Check that somebody else entered what the caller certifies.

        :raise AccessError: when it is the caller's own
        """
        if self.env.user in self.entered_by_id | self.create_uid:
            raise AccessError(
                self.env._(
                    "%(progress)s: %(user)s has entered it; another person certifies"
                    " it.",
                    progress=self.display_name,
                    user=self.env.user.name,
                )
            )

    def _check_reasons(self):
        """Check that all is there, and in the order of the stages; in sudo.

        :raise UserError: all reasons at once
        """
        reasons = self._get_evidence_reasons() + self._get_order_reasons()
        if reasons:
            raise UserError(
                self.env._(
                    "%(progress)s cannot be certified:\n%(reasons)s",
                    progress=self.display_name,
                    reasons="\n".join(reasons),
                )
            )

    def _get_evidence_reasons(self):
        """Return what is missing in one entry."""
        missing = [name for name in ("report_number", "scan") if not self[name]]
        labels = [self._fields[name]._description_string(self.env) for name in missing]
        reasons = []
        if labels:
            reasons.append(self.env._("Not entered: %s.", ", ".join(labels)))
        if not self.stage_id._is_in_use(self.date):
            reasons.append(
                self.env._(
                    "The stage %(stage)s is not in use on %(date)s.",
                    stage=self.stage_id.name,
                    date=format_date(self.env, self.date),
                )
            )
        of_company = self.stage_id.company_id
        if of_company and of_company != self.company_id:
            reasons.append(
                self.env._(
                    "The stage %(stage)s is one of %(company)s.",
                    stage=self.stage_id.name,
                    company=of_company.name,
                )
            )
        return reasons

    def _get_order_reasons(self):
        """Return which certified stages of the building contradict the day of one."""
        others = self.search(
            [("building_id", "=", self.building_id.id), ("state", "=", "certified")]
        )
        place = self.stage_id.sequence
        reasons = []
        for other in others:
            names = {
                "stage": other.stage_id.name,
                "date": format_date(self.env, other.date),
            }
            if other.stage_id.sequence < place and other.date > self.date:
                reasons.append(
                    self.env._(
                        "%(stage)s comes before it, and was reached on %(date)s.",
                        **names,
                    )
                )
            elif other.stage_id.sequence > place and other.date < self.date:
                reasons.append(
                    self.env._(
                        "%(stage)s comes after it, and was reached on %(date)s.",
                        **names,
                    )
                )
        return reasons

    def _check_unclaimed(self, instalments):
        """Check that nothing was claimed by one certificate.

        :param instalments: those that have their day by it
        :raise UserError: naming contracts of claims
        """
        claimed = instalments.filtered("move_line_id")
        if claimed:
            raise UserError(
                self.env._(
                    "%(progress)s: %(count)s instalments were claimed by it (%(names)s,"
                    " …): it stays. Amend the contracts themselves.",
                    progress=self.display_name,
                    count=len(claimed),
                    names=", ".join(claimed.contract_id[:3].mapped("display_name")),
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': a certificate never changes
        touched = super()._get_protected_touched(vals)
        if any(progress.state != "draft" for progress in self):
            touched |= CONTENT & vals.keys()
        return touched

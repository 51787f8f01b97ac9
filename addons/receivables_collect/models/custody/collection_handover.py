from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# the kinds that bring things out, and their forms; the others bring them back
OUTWARD = {"to_branch": "F18", "to_collector": "F19"}
PREFIXES = {"to_branch_back": "F19R", "to_finance_back": "F18R"} | OUTWARD
# forms and the kinds of hand-over that their register lists, there and back
REGISTERS = {
    "F18": ("to_branch", "to_finance_back"),
    "F19": ("to_collector", "to_branch_back"),
}


class CollectionHandover(models.Model):
    """Hand-over of slips and vouchers against signature: F18 and F19 (R4.24, R4.25).

    `kind` says who gives to whom: finance to a branch (F18, the team's main collector
    signs), branch to a salesperson (F19), and back. The giver issues it, the receiver
    signs with their own login: custody moves then, never before. Refused or withdrawn,
    it keeps its number and everything stays where it was. The bag of a salesperson who
    is ill or has left is taken back on their behalf, with the reason; nobody signs for
    another.

    In files by step, each calling those before it only: the document with its printed
    registers, what can be handed over (`_check`), filling it (`_fill`), and issuing
    and signing (`_sign`).
    """

    _name = "collection.handover"
    _description = "Hand-over"
    _inherit = [
        "sales.state.mixin",
        "sales.register.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _reason_actions = {"refuse": "action_refuse", "withdraw": "action_withdraw"}

    _protected_fields = frozenset(
        {
            "number",
            "giver_id",
            "issued_at",
            "signed_by_id",
            "signed_at",
            "signature",
            "end_reason",
        }
    )
    # these are fixed once issued
    _issued_fields = frozenset(
        {"kind", "team_id", "receiver_id", "company_id", "line_ids", "note"}
        | {"absent_id", "absent_reason", "fill_book_id", "fill_count"}
    )
    _state_moves = {
        "issued": ("draft",),
        "signed": ("issued",),
        "refused": ("issued",),
    }

    number = fields.Char(readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind = fields.Selection(
        [
            ("to_branch", "Finance to Branch (F18)"),
            ("to_collector", "Branch to Salesperson (F19)"),
            ("to_branch_back", "Salesperson back to Branch"),
            ("to_finance_back", "Branch back to Finance"),
        ],
        required=True,
        default=lambda self: self._default_kind(),
    )
    team_id = fields.Many2one(
        "crm.team",
        string="Branch",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('company_id', 'in', (False, company_id))]",
        default=lambda self: self._default_team(),
    )
    giver_id = fields.Many2one(
        "res.users",
        string="Handed Over by",
        readonly=True,
        copy=False,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
    )
    absent_id = fields.Many2one(
        "res.users",
        string="On Behalf of",
        index="btree_not_null",
        ondelete="restrict",
        copy=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="The salesperson whose bag is taken back by the leader of the branch or by"
        " finance, where this person is ill or has left.",
    )
    absent_reason = fields.Char(
        string="Absence Reason",
        copy=False,
        help="The reason why the salesperson does not hand the bag back.",
    )
    receiver_id = fields.Many2one(
        "res.users",
        string="Received by",
        index=True,
        ondelete="restrict",
        compute="_compute_receiver_id",
        store=True,
        readonly=False,
        precompute=True,
        copy=False,
        domain="[('id', 'in', receiver_choice_ids)]",
        help="Signs for it with their own login; nobody else can.",
    )
    receiver_choice_ids = fields.Many2many(
        "res.users",
        compute="_compute_receiver_choice_ids",
        help="Those who may sign for this kind, for this branch.",
    )
    line_ids = fields.One2many(
        "collection.handover.line", "handover_id", "Lines", copy=False
    )
    note = fields.Text()
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("issued", "Issued"),
            ("signed", "Signed"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )
    issued_at = fields.Datetime(string="Issued on", readonly=True, copy=False)
    signed_by_id = fields.Many2one(
        "res.users", string="Signed by", readonly=True, copy=False, ondelete="restrict"
    )
    signed_at = fields.Datetime(string="Signed on", readonly=True, copy=False)
    signature = fields.Image(
        readonly=True, copy=False, max_width=1024, max_height=512, attachment=True
    )
    end_reason = fields.Char(string="Reason for Refusal", readonly=True, copy=False)

    _number_company = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "This hand-over number exists already.",
    )

    @api.model
    def _default_kind(self):
        """Return what the user hands over most: as finance, a branch, or a seller."""
        user = self.env.user
        if user.has_group(roles.FINANCE):
            return "to_branch"
        if user._get_led_branches(self.env.company):
            return "to_collector"
        return "to_branch_back" if user.has_group(roles.COLLECTOR) else "to_branch"

    @api.model
    def _default_team(self):
        """Return the branch that the user leads, else the one they belong to."""
        user = self.env.user
        led = user._get_led_branches(self.env.company)
        own = user.sale_team_id
        return led if len(led) == 1 and own not in led else own

    @api.depends("number", "kind")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for handover in self:
            handover.display_name = handover.number or kinds.get(handover.kind, "")

    @api.depends("kind", "team_id", "company_id", "absent_id")
    def _compute_receiver_id(self):
        for handover in self:
            if handover.state in (False, "draft"):
                handover.receiver_id = handover._get_default_receiver()

    @api.depends("kind", "team_id", "company_id", "absent_id", "giver_id")
    def _compute_receiver_choice_ids(self):
        for handover in self:
            giver = handover.giver_id or self.env.user
            others = handover._get_receivers() - giver - handover.absent_id
            handover.receiver_choice_ids = others

    @ondelete_always
    def _unlink_except_draft(self):
        kept = self.filtered(lambda handover: handover.state != "draft")
        if kept:
            raise UserError(
                self.env._(
                    "%s: an issued hand-over keeps its number and cannot be deleted;"
                    " withdraw it instead.",
                    kept._get_state_names(),
                )
            )

    def action_view_vouchers(self):
        """Open the vouchers of this hand-over."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_voucher_action"
        )
        action["domain"] = [("id", "in", self.line_ids.voucher_id.ids)]
        action["context"] = {}
        return action

    def _get_default_receiver(self):
        """Return the user who signs for it, as far as the kind says."""
        self.ensure_one()
        # sudo: the head of a branch, for everybody who hands over to it
        team = self.sudo().team_id
        giver = self.giver_id or self.env.user
        none = self.env["res.users"]
        if self.kind == "to_branch" and team:
            return team._get_main_collector()
        if self.kind == "to_branch_back" and team:
            heads = team._get_main_collector() | team.user_id
            return (heads - giver - self.absent_id)[:1]
        if self.kind == "to_finance_back" and team:
            # the issuer of the last memorandum to this branch
            domain = [
                ("kind", "=", "to_branch"),
                ("team_id", "=", team.id),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "signed"),
            ]
            # sudo: its issuer, as above
            last = self.sudo().search(domain, limit=1)
            return last.giver_id
        # one of many: the one chosen before, where they belong to the branch as well
        choice = self._get_receivers() - giver
        return (self.receiver_id & choice) or (choice if len(choice) == 1 else none)

    def _get_receivers(self):
        """Return the users who may sign for this kind, for this branch."""
        self.ensure_one()
        team = self.sudo().team_id  # its heads and members, as above
        if self.kind == "to_branch":
            users = team._get_main_collector() if team else team.user_id
        elif self.kind == "to_branch_back":
            users = team.main_collector_id | team.user_id
        elif self.kind == "to_collector":
            users = team.member_ids | team.user_id
        else:
            users = self.env.ref(roles.FINANCE).sudo().all_user_ids  # who they are
        return users.sudo(False).filtered(
            lambda user: user.active and self.company_id in user.company_ids
        )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': an issued hand-over stays as it was issued
        touched = super()._get_protected_touched(vals)
        fixed = self._issued_fields & vals.keys()
        if fixed and any(handover.state != "draft" for handover in self):
            return touched | fixed
        return touched

    def _check_draft(self):
        """Refuse changes of issued hand-overs; lines call it.

        :raise UserError: naming the hand-overs
        """
        # sudo: the state only
        fixed = self.sudo().filtered(lambda handover: handover.state != "draft")
        if fixed:
            raise UserError(
                self.env._(
                    "%s was issued and stays as it is. Withdraw it and make a new one.",
                    fixed._get_state_names(),
                )
            )

    def _get_registers(self, form):
        """Return the hand-overs that belong to a register, one group per branch.

        :param str form: F18 or F19
        :return: list of recordsets, each in the order of issue; in sudo, as the paper
            lists everything signed for, wherever it is by now
        """
        self.check_access("read")
        listed = self.sudo().filtered(  # the paper's content, see above
            lambda handover: handover.kind in REGISTERS[form]
        )
        groups = listed.grouped(
            lambda handover: (handover.company_id, handover.team_id)
        )
        return [group.sorted("id") for group in groups.values()]

    def _get_voucher_ranges(self):
        """Return the vouchers of this hand-over as ranges of serial numbers."""
        self.ensure_one()
        return self._get_ranges(self.line_ids.voucher_id)

    @api.model
    def _get_ranges(self, vouchers):
        """Return vouchers as ranges: dicts of `kind`, `first`, `last` and `count`."""
        ranges = []
        previous = vouchers.browse()
        for voucher in vouchers.sorted(lambda v: (v.book_id.id, v.sequence)):
            follows = (
                previous
                and voucher.book_id == previous.book_id
                and voucher.sequence == previous.sequence + 1
            )
            if not follows:
                ranges.append(
                    {
                        "kind": voucher.book_id.kind_id.name,
                        "first": voucher.number,
                        "count": 0,
                    }
                )
            ranges[-1]["last"] = voucher.number
            ranges[-1]["count"] += 1
            previous = voucher
        return ranges

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.property_sales.tools import defects as defect_kinds
from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds

MANAGER = "sales_rules.group_regional_manager"
DIRECTOR = "sales_rules.group_marketing_director"
OPEN = ("notified", "inspected")
DONE = ("accepted", "deemed")


class PropertyHandover(models.Model):
    """The handover of a home: a row of the register F35 (R2.7, R2.11).

    The buyer is told a day, inspects the home, and signs for it with the keys: that
    takes the number of the register, and the one invoice. Refused with a cause it is
    repaired and told anew; without one the home counts as handed over on the day that
    was named, with evidence.
    """

    _name = "property.handover"
    _description = "Handover of a Home"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.reason.mixin",
        "sales.register.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"

    _register_prefix = "F35"
    _protected_fields = frozenset(
        {"number", "contract_id", "company_id", "unit_id", "user_id", "notice_date"}
        | {"date_from", "slot", "date", "keys", "meters", "signature", "with_cause"}
        | {"end_reason", "evidence", "move_id", "defect_ids", "inspected_on"}
    )
    _state_moves = {
        "inspected": ("notified", "inspected"),
        "accepted": OPEN,
        "refused": OPEN,
        "deemed": ("notified", "refused"),
    }

    number = fields.Char(
        string="Document Number", readonly=True, copy=False, index="trigram"
    )
    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit_id = fields.Many2one(
        related="contract_id.unit_id", store=True, index=True, string="Home"
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    partner_id = fields.Many2one(related="contract_id.partner_id")
    user_id = fields.Many2one(related="contract_id.user_id", store=True, index=True)
    notice_date = fields.Date(string="Told on", required=True, readonly=True)
    date_from = fields.Date(
        string="Handover Day", required=True, readonly=True, tracking=True
    )
    slot = fields.Char(string="Time", readonly=True)
    inspected_on = fields.Date(string="Inspected on", readonly=True)
    date = fields.Date(
        string="Handed over on",
        readonly=True,
        help="Warranty and title count from this day.",
    )
    keys = fields.Char(readonly=True, help="Which keys, and how many.")
    meters = fields.Char(
        readonly=True, help="Water, power and gas: what the meters show."
    )
    signature = fields.Image(
        string="Signature of the Buyer", readonly=True, max_width=1024, max_height=1024
    )
    defect_ids = fields.One2many("property.defect", "handover_id", string="Defects")
    with_cause = fields.Boolean(readonly=True, help="The buyer had a cause to refuse.")
    end_reason = fields.Char(string="Reason", readonly=True)
    evidence = fields.Char(
        readonly=True, help="That the buyer was told, and was not there or refused."
    )
    move_id = fields.Many2one(
        "account.move",
        string="Invoice",
        readonly=True,
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )
    reasons_blocked = fields.Json(
        string="Obstacles",
        compute="_compute_reasons_blocked",
        help="All that is missing.",
    )
    reasons_text = fields.Text(
        string="Still Missing", compute="_compute_reasons_blocked"
    )
    state = fields.Selection(
        [
            ("notified", "Told"),
            ("inspected", "Inspected"),
            ("accepted", "Accepted"),
            ("refused", "Refused"),
            ("deemed", "Counts as Handed over"),
        ],
        required=True,
        default="notified",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_open = models.UniqueIndex(
        "(contract_id) WHERE state IN ('notified', 'inspected')",
        "The buyer is told a day already.",
    )
    _one_done = models.UniqueIndex(
        "(contract_id) WHERE state IN ('accepted', 'deemed')",
        "The home is handed over already.",
    )
    _one_number = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "This number exists already."
    )

    @api.depends("number", "unit_id", "date_from")
    def _compute_display_name(self):
        for row in self:
            name = row.number or format_date(self.env, row.date_from)
            row.display_name = f"{name} · {row.unit_id.display_name}"

    @api.depends("contract_id.amount_open", "defect_ids.date_due", "state")
    @api.depends_context("lang")
    def _compute_reasons_blocked(self):
        for row in self:
            is_open = row.state in OPEN and row._origin
            reasons = row._get_blocked_reasons() if is_open else []
            row.reasons_blocked = reasons
            row.reasons_text = "\n".join(reasons)

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Handovers stay on record: %s", names)

    @door_kinds.takes(defects=defect_kinds.defects)
    def action_inspect(self, defects=None):
        """Note what the buyer found at the inspection of one home.

        At a further inspection what is found then is added.

        :param list defects: dictionaries of `part`, `text` and, where there are any,
            `photos` as encoded pictures; empty for none
        :raise UserError: once it is handed over, or refused
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state(*OPEN)
        self.env["property.defect"]._note(self, defects or [])
        today = self.company_id._get_today()
        self._move("inspected", inspected_on=today)
        self.env["property.deadline"]._follow(self.defect_ids)
        return True

    @door_kinds.takes(
        signature=sent.picture, keys=door_kinds.text, meters=door_kinds.text
    )
    def action_accept(self, signature, keys=None, meters=None):
        """Hand one home over: the buyer has signed, and has the keys.

        :param str signature: the drawn signature, as an encoded picture
        :param str keys: which, and how many
        :param str meters: what they show
        :raise UserError: all that is missing, at once
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._check_state(*OPEN)
        if not signature:
            raise UserError(
                self.env._("%s: the buyer signs for the home.", self.display_name)
            )
        self._hand_over(
            "accepted",
            self.company_id._get_today(),
            signature=signature,
            keys=keys or False,
            meters=meters or False,
        )
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_refuse(self, reason, with_cause):
        """Note that the buyer refused one home.

        :param str reason: what the buyer says
        :param bool with_cause: whether it is a cause: it is repaired, and told anew
        """
        self.ensure_one()
        self.contract_id._check_seller()
        self._move(
            "refused",
            end_reason=self._check_reason(reason),
            with_cause=bool(with_cause),
        )
        # another day may be told at once
        self.flush_recordset(["state"])
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(evidence=door_kinds.text)
    def action_deem(self, evidence):
        """Have one home count as handed over on the day that was named (R2.7).

        The buyer was not there, or refused without a cause.

        :param str evidence: that the buyer was told
        :raise AccessError: for others than the leader of the team and the director
        :raise UserError: before the day is over, with a cause, or without evidence
        """
        self.ensure_one()
        self._check_leader()
        self._check_state("notified", "refused")
        today = self.company_id._get_today()
        if self.with_cause:
            raise UserError(
                self.env._(
                    "%(handover)s was refused with a cause (%(reason)s): have it"
                    " repaired, and tell the buyer another day.",
                    handover=self.display_name,
                    reason=self.end_reason,
                )
            )
        if today <= self.date_from:
            raise UserError(
                self.env._(
                    "%(handover)s: the buyer was told %(date)s, which is not over.",
                    handover=self.display_name,
                    date=format_date(self.env, self.date_from),
                )
            )
        evidence = self._check_reason(
            evidence, self.env._("Say how it is proved that the buyer was told.")
        )
        self._hand_over("deemed", self.date_from, evidence=evidence)
        return True

    def _check_leader(self):
        """Check that the caller leads the team of the salesperson, or all teams.

        :raise AccessError: for everybody else
        """
        self.check_access("read")
        user = self.env.user
        leader = self.user_id.sudo().sale_team_id.user_id  # sudo: of the team
        is_leader = user.has_group(MANAGER) and leader == user
        if not (self.env.su or is_leader or user.has_group(DIRECTOR)):
            raise AccessError(
                self.env._(
                    "%s: the leader of the team says whether a home counts as handed"
                    " over.",
                    self.display_name,
                )
            )

    def _has_given_papers(self):
        """Return whether the buyer of one handover has manual F46 and warranty F47.

        With the keys they are given; without the buyer, once their copies are received.
        """
        if self.state != "deemed":
            return self.state == "accepted"
        papers = self.contract_id.document_ids
        papers = papers.filtered(lambda row: row.kind in ("manual", "warranty"))
        return len(papers) > 1 and all(papers.mapped("date_received"))

    def _hand_over(self, state, date, **vals):
        """Have homes be handed over on a day, with papers, invoice and warranty.

        :param str state: how it came to it
        :raise UserError: all that is missing
        """
        contracts = self.contract_id
        contracts.unit_id._take_guard()
        contracts.invalidate_recordset(["state"])
        for row in self:
            if reasons := row._get_blocked_reasons():
                raise UserError(
                    self.env._(
                        "%(handover)s cannot be handed over:\n%(reasons)s",
                        handover=row.display_name,
                        reasons="\n".join(reasons),
                    )
                )
        invoices = self.env["property.sale.invoice"]._book(contracts)
        # sudo: made by methods only, whoever hands over
        for row, invoice in zip(self.sudo(), invoices, strict=True):
            row._move(state, date=date, move_id=invoice.id, **vals)
        self.sudo()._take_register_numbers(date)  # as above
        self._finish(contracts, date)

    def _get_blocked_reasons(self):
        """Return all that keeps one home from being handed over.

        :rtype: list[str]
        """
        self.ensure_one()
        contract = self.contract_id
        reasons = self._get_home_reasons(contract)
        reasons += self._get_money_reasons(contract)
        # sudo: of the home that is sold
        development_sudo = contract.sudo().development_id
        for name in ("house_manual", "quality_warranty"):
            if not development_sudo[name]:
                reasons.append(
                    self.env._(
                        "The text of “%(paper)s” of %(development)s is missing.",
                        paper=development_sudo._fields[name]._description_string(
                            self.env
                        ),
                        development=development_sudo.name,
                    )
                )
        unanswered = self.defect_ids.filtered(lambda row: not row._is_answered())
        reasons += [
            self.env._("Not answered: %s", defect.text) for defect in unanswered
        ]
        return list(filter(None, reasons))

    @api.model
    def _get_home_reasons(self, contract):
        """Return what is missing of a home and its contract before the handover.

        :rtype: list[str]
        """
        # sudo: of the home that is sold
        building_sudo = contract.unit_id.sudo().building_id
        reasons = []
        if contract.state not in ("settled", "filed"):
            labels = dict(contract._fields["state"]._description_selection(self.env))
            reasons.append(
                self.env._(
                    "The contract is “%s”: it is filed, and its area settled, first.",
                    labels[contract.state],
                )
            )
        if not contract.filing_number:
            reasons.append(self.env._("The contract is not filed."))
        if contract.sale_kind == "presale":
            area_list = contract.unit_id.sudo().surveyed_area_list_id  # as above
            settled_sudo = contract.sudo().settlement_ids  # whoever settled them
            if not area_list or area_list not in settled_sudo.area_list_id:
                reasons.append(self.env._("The surveyed area is not settled."))
        if not building_sudo.completed_on:
            reasons.append(
                self.env._(
                    "%s has no record of its completion.", building_sudo.display_name
                )
            )
        return reasons

    @api.model
    def _get_money_reasons(self, contract):
        """Return which money of one contract is open before the handover.

        To be extended by what else is paid.

        :rtype: list[str]
        """
        contract_sudo = contract.sudo()  # the salesperson reads no entries
        reasons = []
        planned = contract_sudo.instalment_ids.filtered(
            lambda row: row.state == "planned"
        )
        owed = contract_sudo.amount_open + sum(planned.mapped("amount"))
        if contract.currency_id.compare_amounts(owed, 0.0) > 0:
            reasons.append(
                self.env._(
                    "%s of the price is not paid.",
                    formatLang(self.env, owed, currency_obj=contract.currency_id),
                )
            )
        waiting = contract_sudo.amount_waiting
        if contract.currency_id.compare_amounts(waiting, 0.0) > 0:
            reasons.append(
                self.env._(
                    "%s is paid too much: finance pays it back first.",
                    formatLang(self.env, waiting, currency_obj=contract.currency_id),
                )
            )
        return reasons

    @api.model
    def _finish(self, contracts, date):
        """Have contracts be handed over: papers, warranties, and what is due."""
        for kind in ("manual", "warranty"):
            dates = dict.fromkeys(contracts.ids, contracts.company_id[:1]._get_today())
            self.env["property.document"]._issue_all(contracts, kind, dates)
        self.env["property.warranty"]._make(contracts, date)
        # sudo: moved by whoever hands over
        contracts.sudo()._move("handed_over", handover_date=date)
        self.env["property.deadline"]._follow(contracts)

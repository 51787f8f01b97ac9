from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds

from ..handover.property_warranty_term import PARTS

# in which somebody is still to do it
OPEN = ("new", "assigned")
# in which the owner is still to be answered
UNANSWERED = (*OPEN, "done")


class PropertyServiceRequest(models.Model):
    """A report of an owner after the handover: a row of the register F36 (R2.7).

    The salesperson enters it for the owner and answers; the leader of the team gives it
    to somebody, any colleague; that one repairs, and never closes it: the owner
    confirms. Whether the warranty covers it is fixed by the day of the report. Costs
    are in the company's currency, and add up over repairs.
    """

    _name = "property.service.request"
    _description = "Service Request of an Owner"
    _inherit = [
        "property.service.rights",
        "property.secret.mixin",
        "property.kept.mixin",
        "sales.register.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["number", "unit_id"]
    # an assignee reads it only, and may add pictures to it
    _mail_post_access = "read"

    _register_prefix = "F36"
    _reason_actions = {"reopen": "action_reopen", "cancel": "action_cancel"}
    _protected_fields = frozenset(
        {"number", "company_id", "seller_id", "building_id", "development_id"}
        | {"warranty_id", "in_warranty", "answer_until", "done_until", "user_id"}
        | {"answered_at", "answer", "note", "cost", "borne_by", "done_on"}
        | {"repairer_ids", "signature", "confirmed_on", "confirmed_by_id"}
        | {"confirm_note", "end_reason"}
    )
    _immutable_fields = frozenset(
        {"contract_id", "unit_id", "part", "kind", "channel", "reported_on"}
        | {"description", "photo"}
    )
    _state_moves = {
        "assigned": (*OPEN, "done"),
        "done": ("assigned",),
        "closed": ("done",),
        "cancelled": OPEN,
    }

    number = fields.Char(
        string="Document Number", readonly=True, copy=False, index="trigram"
    )
    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('handover_date', '!=', False)]",
    )
    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('contract_ids.handover_date', '!=', False)]",
    )
    building_id = fields.Many2one(related="unit_id.building_id", store=True)
    development_id = fields.Many2one(
        related="unit_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(
        related="contract_id.company_id", store=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    partner_id = fields.Many2one(related="contract_id.partner_id", string="Owner")
    phone = fields.Char(related="partner_id.phone")
    seller_id = fields.Many2one(
        related="contract_id.user_id", string="Salesperson", store=True, index=True
    )
    user_id = fields.Many2one(
        "res.users",
        string="Assigned to",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    kind = fields.Selection(
        [("repair", "Repair"), ("complaint", "Complaint")],
        required=True,
        default="repair",
    )
    part = fields.Selection(PARTS, required=True)
    description = fields.Text(required=True, help="In the words of the owner.")
    photo = fields.Image(max_width=1920, max_height=1920)
    channel = fields.Selection(
        [("counter", "Counter"), ("phone", "Phone"), ("portal", "Portal")],
        required=True,
        default="counter",
    )
    reported_on = fields.Date(
        required=True,
        copy=False,
        default=lambda self: self.env.company._get_today(),
        help="The warranty and the days to answer and to repair count from this day.",
    )
    warranty_id = fields.Many2one(
        "property.warranty",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Of this part, over or not; some parts have none.",
    )
    in_warranty = fields.Boolean(
        readonly=True,
        copy=False,
        help="By the reported day, the last day of the warranty included; it stays.",
    )
    answer_until = fields.Date(
        readonly=True, copy=False, help="The last day to answer the owner."
    )
    done_until = fields.Date(
        readonly=True,
        copy=False,
        help="The last day; a reopened request has a new one.",
    )
    answered_at = fields.Datetime(
        readonly=True, copy=False, help="The first answer to the owner."
    )
    answer = fields.Text(readonly=True, copy=False, help="The last one.")
    note = fields.Text(string="Work Done", readonly=True, copy=False)
    cost = fields.Monetary(readonly=True, copy=False, aggregator="sum")
    borne_by = fields.Selection(
        [("developer", "Developer"), ("owner", "Owner"), ("builder", "Builder")],
        readonly=True,
        copy=False,
    )
    done_on = fields.Date(readonly=True, copy=False)
    repairer_ids = fields.Many2many(
        "res.users",
        string="Repaired by",
        readonly=True,
        copy=False,
        help="All who repaired or noted a repair: none of them closes the request.",
    )
    signature = fields.Image(
        string="Signature of the Owner",
        readonly=True,
        copy=False,
        max_width=1024,
        max_height=1024,
    )
    confirm_note = fields.Char(string="Confirmed How", readonly=True, copy=False)
    confirmed_on = fields.Date(readonly=True, copy=False)
    confirmed_by_id = fields.Many2one(
        "res.users", string="Confirmation Noted by", readonly=True, copy=False
    )
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    is_late = fields.Boolean(
        string="Late", compute="_compute_is_late", search="_search_is_late"
    )
    state = fields.Selection(
        [
            ("new", "New"),
            ("assigned", "Assigned"),
            ("done", "Done"),
            ("closed", "Closed"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="new",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _cost_not_negative = models.Constraint(
        "CHECK(cost >= 0)", "The cost of a repair is not negative."
    )
    _one_number = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "This number exists already."
    )

    @api.depends("number", "unit_id")
    def _compute_display_name(self):
        for request in self:
            # sudo: whoever repairs reads the name of the home only
            names = request.number, request.unit_id.sudo().display_name
            request.display_name = " · ".join(filter(None, names))

    @api.depends("state", "answered_at", "answer_until", "done_until")
    def _compute_is_late(self):
        for request in self:
            today = request.company_id._get_today() if request.company_id else None
            unanswered = request.state in UNANSWERED and not request.answered_at
            days = [request.answer_until] if unanswered else []
            days += [request.done_until] if request.state in OPEN else []
            request.is_late = any(day and day < today for day in days)

    def _search_is_late(self, operator, value):
        if operator != "in" or True not in value:
            return NotImplemented
        today = self.env.company._get_today()
        unanswered = Domain("state", "in", UNANSWERED) & Domain(
            "answered_at", "=", False
        )
        return (unanswered & Domain("answer_until", "<", today)) | (
            Domain("state", "in", OPEN) & Domain("done_until", "<", today)
        )

    @api.onchange("unit_id")
    def _onchange_unit_id(self):
        found = self.unit_id.contract_id  # of the caller's
        if self.unit_id and self.contract_id.unit_id != self.unit_id:
            self.contract_id = found if found.handover_date else False

    @api.onchange("contract_id")
    def _onchange_contract_id(self):
        if self.contract_id:
            self.unit_id = self.contract_id.unit_id

    @api.model_create_multi
    def create(self, vals_list):
        """Enter requests of owners, each with the next number of the register.

        :raise AccessError: for the home of another salesperson's customer
        :raise UserError: for a home that is not handed over, or a wrong day
        """
        entry = self.env["property.service.entry"]
        requests = super().create([entry._complete_vals(vals) for vals in vals_list])
        # sudo: what follows from the entry is given by methods only
        for request in requests.sudo():
            request._write_protected(entry._prepare_fixed_vals(request))
        for date, own in requests.sudo().grouped("reported_on").items():  # as above
            own._take_register_numbers(date)
        self.env["property.deadline"]._follow(requests)
        return requests

    def copy_data(self, default=None):
        # REPLACES 'base': each report of an owner is a row of the register
        raise UserError(
            self.env._(
                "%s: enter what the owner reports as a new request, which has a number"
                " of its own.",
                self._get_state_names(),
            )
        )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Requests stay in the register; what was entered by mistake is"
            " cancelled: %s",
            names,
        )

    @door_kinds.takes(user_id=door_kinds.one("res.users"))
    def action_assign(self, user_id):
        """Give requests to somebody who does them, or to another one.

        :param user_id: any colleague of the company, or their id
        :raise AccessError: for others than the leader of the team, and the director
        :raise UserError: for nobody, somebody of another company, or once it is done
        """
        self._check_leader()
        self._check_state(*OPEN)
        self._check_assignee(user_id)
        self.sudo()._move("assigned", user_id=user_id.id)  # sudo: by methods only
        self._note(self.env._("Assigned to %s.", user_id.name))
        return True

    @door_kinds.takes(text=door_kinds.text)
    def action_answer(self, text):
        """Note what the owner of one request was answered; the first time counts.

        :param str text: the answer
        :raise UserError: without an answer, or once it is closed or cancelled
        """
        self.ensure_one()
        if self.env.user != self.user_id:
            self._check_server()
        self._check_state(*UNANSWERED)
        text = self._check_text(
            text, self.env._("%s: say what the owner was answered.")
        )
        answered_at = self.answered_at or fields.Datetime.now()
        # sudo: noted by methods only
        self.sudo()._write_protected({"answered_at": answered_at, "answer": text})
        self.env["property.deadline"]._follow(self)
        self._note(self.env._("Answered: %s", text))
        return True

    @door_kinds.takes(
        note=door_kinds.text, cost=door_kinds.plain, borne_by=door_kinds.text
    )
    def action_done(self, note, cost=0, borne_by=None):
        """Note that one request is done, by whoever it is assigned to.

        :param str note: what was done
        :param float cost: of this repair, in the company's currency; adds up
        :param str borne_by: developer, owner or builder; by default the developer in
            warranty, the owner outside it
        :raise AccessError: for others than the assignee and those who assign
        :raise UserError: before it is assigned, without a note, or for no cost
        """
        self.ensure_one()
        if self.env.user != self.user_id:
            self._check_leader()
        self._check_state("assigned")
        note = self._check_text(note, self.env._("%s: say what was done."))
        borne_by = borne_by or ("developer" if self.in_warranty else "owner")
        repairers = self.user_id | self.env.user
        # sudo: as above
        self.sudo()._move(
            "done",
            done_on=self.company_id._get_today(),
            note="\n".join(filter(None, [self.note, note])),
            cost=self.cost + self._check_cost(cost),
            borne_by=self._check_payer(borne_by),
            repairer_ids=[Command.link(user.id) for user in repairers],
        )
        return True

    @door_kinds.takes(signature=sent.picture, note=door_kinds.text)
    def action_confirm(self, signature=None, note=None):
        """Close requests that the owner confirms to be done.

        :param str signature: the drawn signature, as an encoded picture
        :param str note: how the owner confirmed it, where there is no signature
        :raise AccessError: for others than the salesperson and those who assign
        :raise UserError: before it is done, or by one of those who repaired it
        """
        self._check_server()
        self._check_state("done")
        self._check_not_repairer()
        for request in self:
            # sudo: as above; with the confirmation at the latest the owner is answered
            request.sudo()._move(
                "closed",
                signature=signature or False,
                confirm_note=self._clean_reason(note) or False,
                confirmed_on=request.company_id._get_today(),
                confirmed_by_id=self.env.uid,
                answered_at=request.answered_at or fields.Datetime.now(),
            )
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_reopen(self, reason):
        """Have requests be done again: the owner is not content.

        The days to do it count from today.

        :param str reason: what the owner says
        :raise UserError: without a reason, or where it is not done
        """
        self._check_server()
        self._check_state("done")
        reason = self._check_text(
            reason, self.env._("%s: say why the owner is not content.")
        )
        for request in self:
            until = request._get_done_until(request.company_id._get_today())
            # sudo: as above
            request.sudo()._move("assigned", done_on=False, done_until=until)
        self._note(self.env._("The owner is not content: %s", reason))
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_cancel(self, reason):
        """Take back requests that were entered by mistake; their numbers stay.

        :param str reason: why; stays on record
        :raise AccessError: for others than the leader of the team, and the director
        :raise UserError: without a reason, or once it is done
        """
        self._check_leader()
        reason = self._check_reason(reason)
        self._check_state(*OPEN)
        self.sudo()._move("cancelled", end_reason=reason)  # sudo: as above
        return True

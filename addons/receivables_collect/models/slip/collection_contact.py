from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class CollectionContact(models.Model):
    """A call, visit, letter or message about a slip, and what came of it (R4.23).

    A promise to pay is kept, partly kept or broken by what the ledger says was paid
    until the promised day, never by hand: see `_compute_promise_state`. What was
    noted stays; another promise is another contact.
    """

    _name = "collection.contact"
    _description = "Collection Contact"
    _inherit = ["sales.protected.mixin"]
    _order = "date desc, id desc"
    _rec_name = "slip_id"

    _protected_fields = frozenset(
        {"company_id", "partner_id", "promise_state", "promise_paid", "promise_alerted"}
    )
    # evidence: changed by nobody once noted
    _fixed_fields = frozenset(
        {"slip_id", "kind", "date", "user_id", "result", "promise_date"}
        | {"promise_amount"}
    )

    slip_id = fields.Many2one(
        "collection.slip", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(related="slip_id.company_id", store=True, index=True)
    partner_id = fields.Many2one(related="slip_id.partner_id", store=True, index=True)
    currency_id = fields.Many2one(related="slip_id.currency_id")
    kind = fields.Selection(
        [
            ("call", "Call"),
            ("visit", "Visit"),
            ("letter", "Letter"),
            ("message", "Message"),
        ],
        required=True,
        default="call",
    )
    date = fields.Date(required=True, default=fields.Date.context_today)
    user_id = fields.Many2one(
        "res.users",
        string="By",
        required=True,
        readonly=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    result = fields.Selection(
        [
            ("reached", "Reached"),
            ("not_reached", "Not Reached"),
            ("promised", "Promised to Pay"),
            ("disputed", "Disputes the Claim"),
            ("refused", "Refuses to Pay"),
            ("sent", "Sent"),
        ],
        required=True,
        default="reached",
    )
    note = fields.Text()
    promise_date = fields.Date(string="Promised for", index="btree_not_null")
    promise_amount = fields.Monetary(
        string="Promised",
        compute="_compute_promise_amount",
        store=True,
        precompute=True,
        readonly=False,
        help="What the slip asks for, unless another amount was promised.",
    )
    promise_state = fields.Selection(
        [
            ("open", "Open"),
            ("kept", "Kept"),
            ("partly", "Partly Kept"),
            ("broken", "Broken"),
            ("replaced", "Replaced"),
        ],
        string="Promise",
        compute="_compute_promise_state",
        store=True,
        index="btree_not_null",
        help="Decided by what was paid on the slip from the day of the contact to the"
        " promised day, days of grace included.",
    )
    promise_paid = fields.Monetary(
        string="Paid of It", compute="_compute_promise_state", store=True
    )
    promise_alerted = fields.Boolean(readonly=True)
    next_action = fields.Char()
    next_action_date = fields.Date(string="Next Action on")

    _promise_positive = models.Constraint(
        "CHECK(promise_date IS NULL OR promise_amount > 0)",
        "A promise to pay needs an amount above zero.",
    )

    @api.depends("slip_id", "promise_date")
    def _compute_promise_amount(self):
        for contact in self:
            if not contact.promise_date:
                contact.promise_amount = 0.0
            elif not contact.promise_amount:
                contact.promise_amount = contact.slip_id.amount_residual

    @api.depends(
        "promise_date",
        "promise_amount",
        "slip_id.amount_residual",
        "slip_id.contact_ids.promise_date",
    )
    def _compute_promise_state(self):
        paid = self._get_promise_paid()
        for contact in self:
            contact.promise_paid = paid.get(contact.id, 0.0)
            contact.promise_state = contact._get_promise_state(contact.promise_paid)

    @api.constrains("promise_date", "date")
    def _check_promise_date(self):
        for contact in self:
            if contact.promise_date and contact.promise_date < contact.date:
                raise ValidationError(
                    self.env._(
                        "%s: a promise lies on the day of the contact or after it.",
                        contact.slip_id.display_name,
                    )
                )

    @api.model_create_multi
    def create(self, vals_list):
        contacts = super().create(vals_list)
        contacts.slip_id._check_living()
        contacts._check_own_name()
        contacts._plan_next_action()
        return contacts

    def write(self, vals):
        fixed = self._fixed_fields & vals.keys()
        changed = [name for name in fixed if any(self._differs(name, vals[name]))]
        if changed:
            raise UserError(
                self.env._(
                    "What was noted of a contact stays. Note another contact instead."
                )
            )
        res = super().write(vals)
        if "next_action_date" in vals or "next_action" in vals:
            self._plan_next_action()
        return res

    def _differs(self, name, value):
        """Yield for each contact whether `value` is another than it has."""
        field = self._fields[name]
        for contact in self:
            present = field.convert_to_cache(contact[name], contact)
            yield present != field.convert_to_cache(value, contact)

    def _check_own_name(self):
        """:raise UserError: when a contact is noted in somebody else's name"""
        if not self.env.su and self.user_id - self.env.user:
            raise UserError(
                self.env._("A contact is noted by whoever had it, in the own name.")
            )

    def _plan_next_action(self):
        """Plan what was agreed as the next step, on the slip."""
        for contact in self.filtered("next_action_date"):
            # sudo: salespeople plan on slips that finance keeps
            contact.sudo().slip_id.activity_schedule(
                "mail.mail_activity_data_todo",
                contact.next_action_date,
                summary=contact.next_action or contact._get_kind_label(),
                user_id=contact.user_id.id,
            )

    def _get_kind_label(self):
        return dict(self._fields["kind"]._description_selection(self.env))[self.kind]

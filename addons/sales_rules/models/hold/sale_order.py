from odoo import api, fields, models

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.roles import is_closed

RELEASED = "sales_rules.mail_activity_type_order_released"
REJECTED = "sales_rules.mail_activity_type_order_rejected"
CUSTOMER_ASKED = "sales_rules.mail_activity_type_order_asked"


class AskedOnline:
    """Says that a signature or payment asks for an order to be confirmed.

    An object in the context, so that no client can claim it. Without staff it is the
    customer who asks: a release then confirms by itself instead of telling a user.
    """

    __slots__ = ("staff",)

    def __init__(self, staff):
        self.staff = staff


ASKED_KEY = "sales_rules_asked_by"
# The step that lets an order be confirmed, see `gate.opened_for`.
EXAMINED = "examined"


class SaleOrder(models.Model):
    """Orders that the rules let pass, hold or release (R1.7, R1.11).

    In files by step: confirming, who asked for it and who is told (here); the life of a
    held order (`_hold`); changes of a confirmed one (`_increase`); the order as it is
    shown (`_panel`); the money that came of the deal (`_trace`). `sales.hold.check`
    finds what holds an order, `sales.hold.sync` makes its holds.
    """

    _name = "sale.order"
    _inherit = ["sale.order", "sales.approval.mixin", "sales.protected.mixin"]

    # the panel and the holds of an order show what its customer owes
    _door_references = frozenset(
        {"partner_id", "partner_invoice_id", "partner_shipping_id"}
    )
    _protected_fields = frozenset(
        {
            "credit_hold",
            "hold_ids",
            "approval_ids",
            "remainder_closed",
            "credit_asked_by",
            "credit_asked_user_id",
            "credit_requester_ids",
            "credit_approved_total",
            # computed, and what the figures are read from: the ORM lets RPC write them
            "amount_untaxed",
            "amount_tax",
            "amount_total",
            "currency_rate",
            "invoice_status",
        }
    )

    credit_hold = fields.Selection(
        [("none", "None"), ("held", "Held"), ("released", "Released")],
        string="Hold",
        default="none",
        required=True,
        readonly=True,
        copy=False,
        help="Held orders wait for a release, a payment or a changed order; released"
        " ones are confirmed at the approved figures.",
    )
    hold_ids = fields.One2many(
        "sales.hold", "order_id", string="Holds", readonly=True, copy=False
    )
    open_hold_ids = fields.One2many(
        "sales.hold",
        "order_id",
        domain=[("state", "!=", "lapsed")],
        string="Open Holds",
        readonly=True,
        copy=False,
    )
    credit_asked_by = fields.Selection(
        [("user", "User"), ("customer", "Customer")],
        string="Confirmation Asked by",
        readonly=True,
        copy=False,
    )
    credit_asked_user_id = fields.Many2one("res.users", readonly=True, copy=False)
    credit_requester_ids = fields.Many2many(
        "res.users",
        "sale_order_requester_rel",
        "order_id",
        "user_id",
        string="Requesters of Releases",
        readonly=True,
        copy=False,
        context={"active_test": False},
        help="The users who asked for the confirmation, changed the lines or owned the"
        " order before: like its owner none of them decides on it.",
    )
    credit_approved_total = fields.Monetary(
        string="Approved Total",
        readonly=True,
        copy=False,
        help="A confirmed order may be raised to this total without asking again.",
    )
    remainder_closed = fields.Boolean(
        readonly=True,
        copy=False,
        help="The order will not be invoiced further and no longer counts against"
        " the customer's credit.",
    )

    _credit_held_idx = models.Index("(partner_invoice_id) WHERE credit_hold = 'held'")

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': customers read their orders, not what holds them
        allowed = super()._has_field_access(field, operation)
        return allowed and not is_closed(self, field, "sales_rules")

    def action_confirm(self):
        """Confirm what the rules let pass and hold the rest (R1.7, R1.11).

        Held orders stay quotations, with their reasons and figures in `hold_ids`
        and the approvals asked; nothing is raised for them. In a batch the orders
        of one customer are added up, the oldest first.

        :return: True, as core does
        """
        # EXTENDS 'sale'
        asked = self.filtered(lambda order: order.state in ("draft", "sent"))
        check = self.env["sales.hold.check"]
        examined = check._examine(asked)
        passed = asked.filtered(lambda o: not check._get_uncovered(o, examined[o]))
        if asked != passed:
            (asked - passed)._note_asked()
        changed = asked.filtered(lambda o: examined[o] or o.credit_hold != "none")
        if changed:
            self.env["sales.hold.sync"]._sync_holds(changed, examined)
        unchecked = self - asked  # core refuses them with its own message
        confirmed = passed | unchecked
        if not confirmed:
            return True
        passed._use_up_approvals()
        res = super(SaleOrder, gate.opened_for(confirmed, EXAMINED)).action_confirm()
        passed._end_activities(RELEASED, REJECTED, CUSTOMER_ASKED)
        return res

    def _validate_order(self):
        # EXTENDS 'sale': the portal signs and the website buys through here; one of the
        # staff who does so is no customer
        asked = AskedOnline(self.env.user._get_asking())
        orders = self.with_context(**{ASKED_KEY: asked})
        return super(SaleOrder, orders)._validate_order()

    def _can_be_edited_on_portal(self):
        # EXTENDS 'sale': what was signed or paid is not changed any more
        return super()._can_be_edited_on_portal() and not self._is_received()

    def _get_payer(self):
        """Return the commercial partner who owes for the order, in its company."""
        self.ensure_one()
        payer = self.partner_invoice_id.commercial_partner_id
        return payer.with_company(self.company_id)

    def _get_company_amount(self, amount):
        """Return `amount` of the order's currency in its company's, at today's rate."""
        self.ensure_one()
        company = self.company_id
        if self.currency_id == company.currency_id:
            return amount
        today = company._get_today()
        return self.currency_id._convert(amount, company.currency_id, company, today)

    def _note_asked(self):
        """Remember the users who wanted held orders confirmed.

        An order that the customer signed or paid must not lie unseen: the salesperson
        is told.
        """
        self.check_access("write")
        online = isinstance(self.env.context.get(ASKED_KEY), AskedOnline)
        user = self._get_approval_asking()
        by_customer = online and not user
        self.env["sales.hold.requester"]._note(self, user)
        news = self.filtered(lambda o: by_customer and not o._is_received())
        changed = self.filtered(
            lambda order: order.credit_asked_by != "customer" or by_customer
        )
        if changed:
            changed._write_protected(
                {
                    "credit_asked_by": "customer" if by_customer else "user",
                    "credit_asked_user_id": user.id,
                }
            )
        news._tell_received()

    def _get_approval_asking(self):
        # EXTENDS 'sales.approval.mixin': of an online payment whoever made it
        asked = self.env.context.get(ASKED_KEY)
        if isinstance(asked, AskedOnline):
            return asked.staff
        return super()._get_approval_asking()

    def _get_approval_owners(self):
        # EXTENDS 'sales_rules': those who had a part in it; who asked last is told
        order = self.sudo()  # sudo: colleagues
        noted = order.credit_requester_ids | order.order_line.create_uid
        last = order.credit_asked_user_id._get_asking()
        return last | super()._get_approval_owners() | noted._get_asking()

    def _is_received(self):
        """Return whether the customer did their part and the order is held."""
        self.ensure_one()
        return (
            self.state in ("draft", "sent")
            and self.credit_hold != "none"
            and self.credit_asked_by == "customer"
        )

    def _is_portal_waiting(self):
        """Return whether the portal thanks the customer instead of offering more."""
        self.ensure_one()
        return (
            self._is_received()
            and not self._has_to_be_signed()
            and not self._has_to_be_paid()
        )

    def _use_up_approvals(self):
        """End what was approved for these orders: the confirmation uses it up.

        An increase afterwards is examined, and approved, by itself; so is an
        increase approved before the order was cancelled and confirmed anew.
        """
        # sudo: holds are written by the module only
        held = self.filtered(lambda o: o.credit_hold != "none").sudo()  # as above
        held.hold_ids._use_up()
        for order in self.filtered("credit_approved_total"):
            order._write_protected({"credit_approved_total": 0.0})

    def _tell_received(self):
        """Give the salesperson an activity: the customer asked, the order is held."""
        for order in self:
            user = order.user_id or order.team_id.user_id
            if not user:
                continue
            # in the list of what is to do at once, without a mail besides
            order = order.with_context(lang=user.lang, mail_activity_quick_update=True)
            order.activity_schedule(
                CUSTOMER_ASKED,
                order.company_id._get_today(),
                user_id=user.id,
                summary=order.env._(
                    "The customer wants order %s, which is held", order.name
                ),
                note=order.env._(
                    "It was signed or paid online. The customer reads that it has been"
                    " received; the reasons and who has been asked stand on the order."
                ),
            )

    def _tell_released(self, notes):
        """Give the users who asked an activity: their orders can be confirmed.

        :param dict notes: what to say, by order id
        """
        wanted = {}
        for order in self:
            user = order.credit_asked_user_id
            if not user.active or not user._is_internal():
                user = order.user_id
            vals = {
                "date_deadline": order.company_id._get_today(),
                "note": notes[order.id],
                "summary": order._get_released_summary(user.lang),
            }
            wanted[order.id] = {user.id: vals}
        self.env["sales.notice"]._plan(self, RELEASED, wanted)

    def _end_activities(self, *xmlids):
        """End the activities of these orders that do not hold any more."""
        told = self.filtered("credit_asked_by")
        self.env["sales.notice"]._end(told, *xmlids)

    def _get_released_summary(self, lang):
        """Return what the user who asked reads, in their language."""
        self.ensure_one()
        env = self.with_context(lang=lang or self.env.lang).env
        if self.state == "sale":
            return env._("Order %s can be changed", self.name)
        return env._("Order %s can be confirmed", self.name)

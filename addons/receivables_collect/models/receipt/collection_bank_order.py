from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools.misc import format_date

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class CollectionBankOrder(models.Model):
    """Bank collection order F31 (R3.14): sales issues it, finance alone presents it to
    the bank and books what the bank paid or refused.

    Issuing numbers and freezes it. Its payment pays exactly the documents it names, the
    rest is on account.
    """

    _name = "collection.bank.order"
    _description = "Bank Collection Order"
    _inherit = [
        "sales.register.mixin",
        "sales.state.mixin",
        "sales.reason.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_name = "number"
    _register_code = "collection.bank.order"
    _register_prefix = "BO"
    _reason_actions = {"refuse": "action_refuse"}

    _protected_fields = frozenset(
        {
            "number",
            "issued_by_id",
            "issue_date",
            "presenter_id",
            "presented_date",
            "payment_id",
            "return_move_id",
            "end_reason",
            "end_date",
            "amount_open_issued",
        }
    )
    _frozen_fields = frozenset(
        {
            "company_id",
            "partner_id",
            "currency_id",
            "amount",
            "payer_bank",
            "payer_account",
            "journal_id",
            "invoice_ids",
            "user_id",
            "date_due",
            "note",
        }
    )
    _state_moves = {
        "presented": ("draft",),
        "paid": ("presented",),
        # paid: the bank may take it back later
        "refused": ("draft", "presented", "paid"),
    }

    number = fields.Char(readonly=True, copy=False, index="trigram")
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        ondelete="restrict",
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        required=True,
        index=True,
        default=lambda self: self.env.user,
        ondelete="restrict",
    )
    currency_id = fields.Many2one(
        "res.currency", required=True, default=lambda self: self.env.company.currency_id
    )
    amount = fields.Monetary(required=True)
    date_due = fields.Date(string="Due")
    payer_bank = fields.Char(string="Customer's Bank", required=True)
    payer_account = fields.Char(string="Customer's Account", required=True)
    journal_id = fields.Many2one(
        "account.journal",
        string="Our Bank",
        domain="[('type', '=', 'bank'), ('company_id', 'parent_of', company_id)]",
        help="The journal of transfers where empty.",
    )
    invoice_ids = fields.Many2many(
        "account.move",
        string="Invoices",
        domain="[('move_type', '=', 'out_invoice'), ('state', '=', 'posted'),"
        " ('commercial_partner_id', '=', partner_id),"
        " ('currency_id', '=', currency_id), ('company_id', '=', company_id)]",
        help="The invoices to collect; the oldest is paid first.",
    )
    amount_open = fields.Monetary(
        string="Still Open",
        compute="_compute_amount_open",
        help="The open amount of the invoices named here, by the ledger.",
    )
    amount_open_issued = fields.Monetary(
        string="Open at Issue",
        readonly=True,
        copy=False,
        help="The open amount of the invoices when the order was issued.",
    )
    is_over_open = fields.Boolean(
        string="More than Open",
        compute="_compute_amount_open",
        help="It asks for more than is open of the invoices it names.",
    )
    note = fields.Char()
    issued_by_id = fields.Many2one(
        "res.users", string="Issued by", readonly=True, copy=False
    )
    issue_date = fields.Date(string="Issued on", readonly=True, copy=False)
    presenter_id = fields.Many2one(
        "res.users", string="Presented by", readonly=True, copy=False
    )
    presented_date = fields.Date(string="Presented on", readonly=True, copy=False)
    end_date = fields.Date(string="Paid or Refused on", readonly=True, copy=False)
    end_reason = fields.Char(string="Refusal Reason", readonly=True, copy=False)
    payment_id = fields.Many2one(
        "account.payment",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    return_move_id = fields.Many2one(
        "account.move",
        string="Reversal",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The entry that takes back what the bank paid and then refused.",
    )
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("presented", "Presented"),
            ("paid", "Paid"),
            ("refused", "Refused"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        index=True,
        tracking=True,
    )

    _number_company = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL",
        "This number of a bank collection order exists already.",
    )
    _amount_positive = models.Constraint(
        "CHECK(amount > 0)", "A bank collection order is over more than zero."
    )

    @api.depends("number", "partner_id")
    def _compute_display_name(self):
        for order in self:
            # sudo: the name of the customer, of any salesperson
            customer = order.sudo().partner_id.name or ""
            order.display_name = order.number or self.env._("Draft for %s", customer)

    @api.depends("amount", "state", "currency_id", "invoice_ids.amount_residual")
    def _compute_amount_open(self):
        for order in self:
            # sudo: what is open of the invoices, for sales without accounting rights
            order_sudo = order.sudo()
            ledger = order_sudo.env["sales.ledger"]
            amounts = ledger._get_open(order_sudo._get_items()).values()
            order.amount_open = sum(foreign for _own, foreign in amounts)
            order.is_over_open = (
                order.state in ("draft", "presented")
                and bool(order.invoice_ids)
                and order.currency_id.compare_amounts(order.amount, order.amount_open)
                > 0
            )

    @api.constrains("invoice_ids", "partner_id", "currency_id", "company_id")
    def _check_invoices(self):
        for order in self.sudo():  # sudo: the customers of the invoices
            payer = order.partner_id.commercial_partner_id
            wrong = order.invoice_ids.filtered(
                lambda move, order=order, payer=payer: (
                    move.commercial_partner_id != payer
                    or move.currency_id != order.currency_id
                    or move.company_id != order.company_id
                )
            )
            if wrong:
                raise ValidationError(
                    self.env._(
                        "%(invoice)s is not owed by %(customer)s in %(currency)s.",
                        invoice=wrong[0].name,
                        customer=payer.name,
                        currency=order.currency_id.name,
                    )
                )

    @ondelete_always
    def _unlink_except_unissued(self):
        issued = self.filtered("number")
        if issued:
            raise UserError(
                self.env._(
                    "%s was issued and keeps its number: have finance refuse it.",
                    issued._get_state_names(),
                )
            )

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': issued orders are fixed
        touched = super()._get_protected_touched(vals)
        if any(order.number for order in self):
            touched |= self._frozen_fields & vals.keys()
        return touched

    def action_issue(self):
        """Number drafts and hand them to finance: they are fixed from now on.

        :raise AccessError: for finance, which presents orders and never issues them
        """
        self.check_access("write")
        if not self.env.user.has_group("sales_rules.group_salesperson"):
            raise AccessError(
                self.env._("Bank collection orders are issued by the sales department.")
            )
        for order in self:
            if order.number:
                raise UserError(
                    self.env._("%s was issued already.", order.display_name)
                )
        for order in self:
            order._write_protected(
                {
                    "issued_by_id": self.env.uid,
                    "issue_date": order.company_id._get_today(),
                    "amount_open_issued": order.amount_open,
                }
            )
        self._take_register_numbers()
        return True

    def action_ask_open(self):
        """Ask for what is open of the invoices now; of drafts only.

        :raise UserError: for issued orders, and where nothing is open
        """
        self.check_access("write")
        for order in self:
            if not order.currency_id.compare_amounts(order.amount_open, 0.0) > 0:
                text = self.env._(
                    "%s: nothing is open of its invoices.", order.display_name
                )
                raise UserError(text)
            order.amount = order.amount_open
        return True

    def action_present(self):
        """Present issued orders to the bank.

        :raise UserError: for orders that sales has not issued
        """
        self._check_finance()
        for order in self:
            if not order.number:
                raise UserError(
                    self.env._("%s: sales has to issue it first.", order.display_name)
                )
            order._check_not_paid_since()
        # sudo: finance moves orders by methods only
        for company, orders in self.sudo().grouped("company_id").items():
            orders._move(
                "presented",
                presenter_id=self.env.uid,
                presented_date=company._get_today(),
            )
        return True

    @door_kinds.takes(date=door_kinds.day)
    def action_pay(self, date=None):
        """Book that the bank collected it: one payment, on the named invoices.

        :param date: the day the bank paid, today by default
        :raise UserError: for orders that are not presented, or a day to come
        """
        self._check_finance()
        date = fields.Date.to_date(date)
        # sudo: finance moves orders by methods only
        for company, orders in self.sudo().grouped("company_id").items():
            today = company._get_today()
            if date and date > today:
                raise UserError(
                    self.env._(
                        "The bank has not paid yet on %s: it is a day to come.",
                        format_date(self.env, date),
                    )
                )
            orders._move("paid", end_date=date or today)
        self.flush_recordset(["state"])  # a concurrent payment is retried
        posting = self.env["collection.bank.posting"]
        for order in self:
            payment = posting._post_payment(order, order.end_date)
            order.sudo()._write_protected({"payment_id": payment.id})  # as above
        return True

    @door_kinds.takes(reason=door_kinds.text)
    def action_refuse(self, reason):
        """Book that the bank refused it, or send it back before it is presented.

        Money that the bank took back is reversed today: its invoices are open again.

        :param str reason: why; sales reads it
        """
        self._check_finance()
        reason = self._check_reason(reason, self.env._("Say why it was refused."))
        # sudo: finance moves orders by methods only
        orders_sudo = self.sudo()
        paid = self.filtered(lambda order: order.state == "paid")
        for company, orders in orders_sudo.grouped("company_id").items():
            orders._move("refused", end_reason=reason, end_date=company._get_today())
        self.flush_recordset(["state"])  # a concurrent refusal is retried
        posting = self.env["collection.bank.posting"]
        for order in paid:
            move = posting._return_payment(order)
            order.sudo()._write_protected({"return_move_id": move.id})  # as above
        for order in orders_sudo:
            order.message_post(
                body=self.env._("Refused: %s", reason),
                partner_ids=order.user_id._get_acting(
                    order.user_id._get_last_team(), order.company_id
                ).partner_id.ids,
            )
        return True

    def _check_not_paid_since(self):
        """Check that the invoices were not paid in part after the order was issued.

        More than was open then was asked knowingly, and goes on account.

        :raise UserError: naming both amounts
        """
        self.ensure_one()
        known = self.amount_open_issued or self.amount
        is_less = self.currency_id.compare_amounts(self.amount_open, known) < 0
        if self.is_over_open and is_less:
            raise UserError(
                self.env._(
                    "%(order)s asks for %(amount)s, but only %(open)s of its invoices"
                    " is open: the rest was paid since it was issued. Refuse it, so"
                    " that sales issues one over the open amount.",
                    order=self.display_name,
                    amount=self.currency_id.format(self.amount),
                    open=self.currency_id.format(self.amount_open),
                )
            )

    def _check_finance(self):
        """Check that the user is of finance and issued none of these orders.

        :raise AccessError: for others
        """
        self.check_access("read")
        if not self.env.user.has_group(roles.FINANCE) or self.env.user.has_group(
            roles.MANAGER
        ):
            raise AccessError(
                self.env._("Finance alone presents to the bank and books what it paid.")
            )
        own = self.filtered(lambda order: order.issued_by_id == self.env.user)
        if own:
            raise AccessError(
                self.env._(
                    "%s: its issuer may neither present nor collect it.",
                    own._get_state_names(),
                )
            )

    def _get_items(self):
        """Return the receivables of the invoices."""
        is_receivable = self.env["sales.ledger"]._is_receivable
        return self.invoice_ids.line_ids.filtered(is_receivable)

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import LazyTranslate

from odoo.addons.sales_rules.tools import gate
from odoo.addons.sales_rules.tools.subject import Subject

_lt = LazyTranslate(__name__)

DIRECTOR = "sales_rules.group_marketing_director"
FORFEIT = Subject(
    "property_forfeit",
    _lt("Forfeit of a Deposit"),
    unit="money",
    decider=DIRECTOR,
    setting="has_property_development",
)
RETURN = Subject(
    "property_return",
    _lt("Return of Money of a Home"),
    unit="money",
    decider=DIRECTOR,
    setting="has_property_development",
)


class PropertyReservationChange(models.Model):
    """Forfeits and returns: asked, decided and, returns, paid by finance (R2.10)."""

    _inherit = "property.reservation.change"

    _subjects = {"forfeit": FORFEIT, "return": RETURN}
    _protected_fields = frozenset({"paid_at"})

    kind = fields.Selection(
        selection_add=[("forfeit", "Deposit Forfeited"), ("return", "Money Returned")],
        ondelete={"forfeit": "cascade", "return": "cascade"},
    )
    paid_at = fields.Datetime(string="Paid at", readonly=True)
    payment_ids = fields.One2many(
        "account.payment", "property_change_id", string="Payments"
    )

    @api.model
    def _check_forfeit(self, reservation):
        """Check that the money of a reservation can be kept."""
        if reservation.money_kind != "deposit":
            kinds = reservation._fields["money_kind"]._description_selection(self.env)
            raise UserError(
                self.env._(
                    "%(reservation)s: only a deposit is forfeited; this is “%(kind)s”:"
                    " return it.",
                    reservation=reservation.display_name,
                    kind=dict(kinds)[reservation.money_kind],
                )
            )
        reservation._check_state("active", "expired", "cancelled")
        reservation._check_all_verified()
        if not self._holds_money(reservation):
            raise UserError(
                self.env._(
                    "%s holds no money that could be kept.", reservation.display_name
                )
            )

    @api.model
    def _check_return(self, reservation):
        """Check that a reservation has ended with money to return."""
        reservation._check_state("expired", "cancelled")
        reservation._check_all_verified()
        if not self._holds_money(reservation):
            raise UserError(
                self.env._("%s holds no money to return.", reservation.display_name)
            )

    @api.model
    def _holds_money(self, reservation):
        """Return whether money of a reservation stands on the deposit account."""
        held = reservation._get_held()
        return reservation.currency_id.compare_amounts(held, 0.0) > 0

    @api.model
    def _find_granted_return(self, reservation):
        """Return the approved return that is not paid yet, in sudo."""
        # sudo: made by methods only
        return reservation.sudo().change_ids.filtered(
            lambda change: (
                change.kind == "return"
                and change.approval_state == "approved"
                and not change.paid_at
            )
        )[:1]

    @api.model
    def _get_money_moved(self, reservation):
        # EXTENDS 'property_sales'
        reservation._check_all_verified()
        return reservation._get_held()

    def _move_money(self, partner, unit):
        # EXTENDS 'property_sales': one entry, from the former home or customer
        res = super()._move_money(partner, unit)
        reservation = self.reservation_id
        deposits = self.env["property.deposit"]
        reservation._check_all_verified()
        open_items = deposits._get_open_items(reservation)
        for former, items in open_items.grouped("partner_id").items():
            amount = -sum(items.mapped("amount_residual"))
            deposits._book(
                reservation,
                items,
                [
                    {"name": unit.display_name, "partner_id": former.id},
                    {
                        "name": reservation.unit_id.display_name,
                        "partner_id": reservation.partner_id.id,
                    },
                ],
                amount,
            )
        return res

    def _apply_forfeit(self):
        """Keep the deposit: it becomes income, and the home is free."""
        reservation = self.reservation_id
        self._check_forfeit(reservation)
        deposits = self.env["property.deposit"]
        items = deposits._get_open_items(reservation)
        amount = -sum(items.mapped("amount_residual"))
        income = reservation.company_id._get_property_account("penalty_income")
        name = self.env._("Forfeited: %s", reservation.display_name)
        # money of the home no more, so that the ledger shows that it went
        earned = {"property_reservation_id": False, "partner_id": False}
        deposits._book(
            reservation,
            items,
            [
                {"name": name, "partner_id": items.partner_id[:1].id},
                earned | {"name": name, "account_id": income.id},
            ],
            amount,
        )
        reservation._end("forfeited", name)

    def _apply_return(self):
        """Leave it to finance, who pays once the vouchers are taken back."""

    def _pay(self, journal):
        """Pay one approved return, a payment to each customer who paid; in sudo.

        :param journal: the bank that it is paid from
        :raise UserError: for another journal than a bank of the company
        """
        self.ensure_one()
        reservation = self.reservation_id
        company = reservation.company_id
        company._check_homes_bank(journal)
        reservation.unit_id._take_guard()
        # paid twice at once: the second is retried, and finds it paid
        self._write_protected({"paid_at": fields.Datetime.now()})
        for partner, items in (
            self.env["property.deposit"]
            ._get_open_items(reservation)
            .grouped("partner_id")
            .items()
        ):
            payment = self._create_payment(journal, partner, items)
            payment.action_post()
            line = payment.move_id.line_ids.filtered(
                lambda line, account=items.account_id: line.account_id == account
            )
            (items | line).reconcile()
        self.env["property.deadline"]._follow(reservation)
        for receipt in reservation.receipt_ids:
            receipt.message_post(body=self.env._("Voucher taken back, money returned."))

    def _create_payment(self, journal, partner, items):
        """Return the payment of one customer's share, not posted yet."""
        company = self.reservation_id.company_id
        payments = self.env["account.payment"].with_company(company)
        return gate.opened_create(payments, {"property_change_id"}).create(
            {
                "payment_type": "outbound",
                "partner_type": "customer",
                "company_id": company.id,
                "journal_id": journal.id,
                "partner_id": partner.id,
                "amount": -sum(items.mapped("amount_residual")),
                "currency_id": company.currency_id.id,
                "date": company._get_today(),
                "memo": self.reservation_id.display_name,
                "destination_account_id": items.account_id.id,
                "property_change_id": self.id,
            }
        )

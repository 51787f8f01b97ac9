from odoo import fields, models
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

    def _apply_forfeit(self):
        """Keep the deposit."""
        self.reservation_id._forfeit()

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
        if journal.type != "bank" or journal.company_id != company:
            raise UserError(
                self.env._(
                    "%(journal)s: money of homes is returned from a bank account of"
                    " %(company)s.",
                    journal=journal.display_name,
                    company=company.name,
                )
            )
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

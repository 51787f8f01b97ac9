"""Documents made one by one through the ORM, to be copied by `cloning`.

Prices are whole hundreds, so that taxes stay exact when amounts are multiplied.
"""

from odoo import Command, fields

PRICE = 100.0
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_notrack": True,
    "mail_auto_subscribe_no_notify": True,
}


class Maker:
    """Sells, invoices and collects for one customer."""

    def __init__(self, env, customer, user):
        self.env = env(context={**env.context, **QUIET})
        self.customer = customer.with_env(self.env)
        self.contact = self.customer.child_ids[:1]
        self.user = user
        self.today = fields.Date.context_today(customer)
        self.product = self.env["product.product"].create(
            {
                "name": "Goods",
                "type": "service",
                "invoice_policy": "order",
                "list_price": PRICE,
            }
        )

    def begin_sequences(self):
        """Number entries without the year, so that copies of any day follow on."""
        invoice = self.invoice(self.order())
        invoice.name = "INV/000001"
        self.refund(invoice, 0.5).name = "RINV/000001"
        self.pay(invoice).move_id.name = "PBNK1/000001"

    def order(self, quantity=1, customer=None, confirm=True):
        order = self.env["sale.order"].create(
            {
                "partner_id": (customer or self.customer).id,
                "user_id": self.user.id,
                "order_line": [
                    Command.create(
                        {"product_id": self.product.id, "product_uom_qty": quantity}
                    )
                ],
            }
        )
        if confirm:
            order.action_confirm()
        return order

    def invoice(self, order, quantity=None, post=True):
        """The order's invoice, or of part of its quantity."""
        invoice = order._create_invoices()
        if quantity:
            invoice.invoice_line_ids.quantity = quantity
        invoice.invoice_date = self.today
        invoice.invoice_payment_term_id = self.env.ref(
            "account.account_payment_term_30days"
        )
        if post:
            invoice.action_post()
        return invoice

    def pay(self, invoices, share=1.0):
        """One payment for these invoices, or for a share of what is open."""
        payment = self.payment(share * sum(invoices.mapped("amount_residual")))
        self._reconcile(payment.move_id | invoices)
        invoices.matched_payment_ids += payment
        return payment

    def payment(self, amount):
        payment = self.env["account.payment"].create(
            {
                "payment_type": "inbound",
                "partner_type": "customer",
                "partner_id": self.customer.id,
                "amount": amount,
                "date": self.today,
            }
        )
        payment.action_post()
        return payment

    def refund(self, invoice, share):
        """A credit note for a share of the invoice, taken off it."""
        note = invoice._reverse_moves([{"invoice_date": self.today}])
        note.invoice_line_ids.price_unit = PRICE * share
        note.action_post()
        self._reconcile(note | invoice)
        return note

    def _reconcile(self, moves):
        lines = moves.line_ids.filtered(
            lambda line: line.account_type == "asset_receivable" and not line.reconciled
        )
        lines.reconcile()


def make_documents(maker, cloner):
    """Make one document of each kind, as the archetypes of `generate`."""
    maker.begin_sequences()
    with cloner.archetype("paid"):
        maker.pay(maker.invoice(maker.order()))
    with cloner.archetype("paid_together"):  # two invoices of one order
        order = maker.order(3)
        first = maker.invoice(order, quantity=1)
        maker.pay(first | maker.invoice(order))
    with cloner.archetype("paid_twice"):
        invoice = maker.invoice(maker.order(2))
        maker.pay(invoice, 0.5)
        maker.pay(invoice)
    with cloner.archetype("open"):
        maker.invoice(maker.order())
    with cloner.archetype("open_contact"):  # booked on a contact of the customer
        maker.invoice(maker.order(customer=maker.contact))
    with cloner.archetype("open_partly_paid"):
        maker.pay(maker.invoice(maker.order(2)), 0.5)
    with cloner.archetype("open_partly_invoiced"):
        maker.invoice(maker.order(3), quantity=1)
    with cloner.archetype("open_credited"):
        maker.refund(maker.invoice(maker.order(2)), 0.5)
    with cloner.archetype("on_account"):
        maker.payment(2 * PRICE)
    with cloner.archetype("draft_invoice"):
        maker.invoice(maker.order(2), post=False)
    with cloner.archetype("not_invoiced"):
        maker.order(2)
    with cloner.archetype("quotation"):
        maker.order(2, confirm=False)

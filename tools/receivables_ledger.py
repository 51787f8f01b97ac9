"""Enters a file of receivables as invoices and payments, day by day, through core."""

from decimal import Decimal

from freezegun import freeze_time
from receivables_file import Grade, Owed

from odoo import Command

BATCH = 200
# Thousands of documents need no message each.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
}


class Ledger:
    """The books of the environment's company, as far as they are entered."""

    def __init__(self, env, rows):
        """Begin with empty books.

        :param env: environment of the superuser, in a company with a chart
        :param rows: `Receivable`s, of which nothing is entered yet
        """
        self.env = env(context=dict(env.context, tz="UTC", **QUIET))
        self.rows = rows
        self.invoices = {}  # number of the file -> invoice
        self.paid = {}  # number of the file -> payment
        names = sorted({row.customer for row in rows})
        partners = self.env["res.partner"].create(
            [{"name": name, "is_company": True, "customer_rank": 1} for name in names]
        )
        self.partners = dict(zip(names, partners, strict=True))

    def enter_until(self, day):
        """Enter what was invoiced and paid up to and including a day."""
        invoiced = [
            row
            for row in self.rows
            if row.invoiced <= day and row.number not in self.invoices
        ]
        for batch in _batches(invoiced):
            self._invoice(batch)
        paid = [
            row
            for row in self.rows
            if row.settled <= day and row.number not in self.paid
        ]
        for batch in _batches(sorted(paid, key=lambda row: row.settled)):
            self._pay(batch)

    def owed(self, day):
        """Return every customer's debt by `sales.credit`, as if today were that day."""
        self.env.invalidate_all()
        customers = self.env["res.partner"].union(*self.partners.values())
        credit = self.env["sales.credit"]
        with freeze_time(f"{day} 12:00:00"):
            figures = credit._get_figures(customers, self.env.company)
        found = {}
        for name, partner in self.partners.items():
            figure = figures[partner.id]
            found[name] = Owed(
                Decimal(f"{figure.exposure:.2f}"),
                Decimal(f"{figure.overdue:.2f}"),
                figure.get_overdue_days(day),
            )
        return found

    def grades(self, first, last):
        """Return the assessment of every customer in a window, as of its end."""
        tiers = self.env["sales.tier"]
        if not tiers.search_count([("company_id", "=", self.env.company.id)], limit=1):
            tiers.create({"name": "All"})
        assessment = self.env["sales.tier.assessment"].create(
            {"date_from": first, "date_to": last}
        )
        assessment.action_compute()
        lines = {line.partner_id: line for line in assessment.line_ids}
        found = {}
        for name, partner in self.partners.items():
            line = lines[partner]
            found[name] = Grade(
                Decimal(f"{line.turnover:.2f}"),
                Decimal(f"{line.days_late:.2f}"),
                Decimal(f"{line.overdue_ratio:.4f}"),
            )
        assessment.action_cancel()  # there is one a month
        return found

    def _invoice(self, rows):
        invoices = self.env["account.move"].create(
            [self._prepare_invoice_vals(row) for row in rows]
        )
        invoices.action_post()
        numbers = (row.number for row in rows)
        self.invoices.update(zip(numbers, invoices, strict=True))
        self._match(rows)

    def _prepare_invoice_vals(self, row):
        line = {
            "name": row.number,
            "quantity": 1,
            "price_unit": float(row.amount),
            "tax_ids": [Command.clear()],
        }
        return {
            "move_type": "out_invoice",
            "partner_id": self.partners[row.customer].id,
            "ref": row.number,
            "invoice_date": row.invoiced,
            "invoice_date_due": row.due,
            "invoice_payment_term_id": False,
            "narration": "Disputed" if row.disputed else False,
            "invoice_line_ids": [Command.create(line)],
        }

    def _pay(self, rows):
        payments = self.env["account.payment"].create(
            [
                {
                    "payment_type": "inbound",
                    "partner_type": "customer",
                    "partner_id": self.partners[row.customer].id,
                    "amount": float(row.amount),
                    "date": row.settled,
                    "memo": row.number,
                }
                for row in rows
            ]
        )
        payments.action_post()
        self.paid.update(zip((row.number for row in rows), payments, strict=True))
        self._match(rows)

    def _match(self, rows):
        """Settle what is both invoiced and paid; the rest of a payment is credit."""
        pairs = []
        for row in rows:
            invoice, payment = self.invoices.get(row.number), self.paid.get(row.number)
            if invoice and payment:
                invoice.matched_payment_ids += payment
                pairs.append(
                    (invoice | payment.move_id).line_ids.filtered(
                        lambda line: line.account_type == "asset_receivable"
                    )
                )
        self.env["account.move.line"]._reconcile_plan(pairs)


def _batches(rows):
    for start in range(0, len(rows), BATCH):
        yield rows[start : start + BATCH]

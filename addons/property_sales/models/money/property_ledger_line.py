from odoo import api, fields, models
from odoo.tools import SQL


class PropertyLedgerLine(models.Model):
    """The movements of the money of homes: the lines of the sales ledger F33 (R2.8).

    Money taken, on the day of its voucher; refusals by the bank, returns, forfeits and
    moves to another home or customer, on the day on which they are booked. Amounts are
    in the company's currency, what goes out is negative.
    """

    _name = "property.ledger.line"
    _description = "Line of the Property Sales Ledger"
    _inherit = ["property.secret.mixin"]
    _auto = False
    _order = "date, id"
    # what the query reads, so that a transaction sees what it has just written
    _depends = {
        "account.move.line": ["balance", "parent_state", "property_reservation_id"],
        "account.payment": ["move_id", "property_change_id"],
        "collection.day.report": ["counted_at"],
        "collection.receipt": [
            "date",
            "partner_id",
            "property_unit_id",
            "report_id",
            "reservation_id",
            "state",
            "voucher_id",
        ],
        "collection.receipt.method": [
            "amount",
            "bank_slip_id",
            "bounce_date",
            "bounce_move_id",
            "payment_id",
        ],
        "property.ledger.day": ["date"],
    }
    # kinds of lines by which money comes, on vouchers or otherwise
    _coming_kinds = ("receipt",)

    company_id = fields.Many2one("res.company", readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(readonly=True)
    day_id = fields.Many2one("property.ledger.day", readonly=True)
    kind = fields.Selection(
        [
            ("receipt", "Money Taken"),
            ("bounce", "Refused by the Bank"),
            ("return", "Returned"),
            ("entry", "Moved or Forfeited"),
        ],
        readonly=True,
    )
    reservation_id = fields.Many2one("property.reservation", readonly=True)
    unit_id = fields.Many2one("property.unit", string="Home", readonly=True)
    partner_id = fields.Many2one("res.partner", string="Buyer", readonly=True)
    money_kind = fields.Selection(
        related="reservation_id.money_kind", string="Kind of Money"
    )
    receipt_id = fields.Many2one("collection.receipt", readonly=True)
    method_id = fields.Many2one("collection.receipt.method", readonly=True)
    voucher_id = fields.Many2one("collection.voucher", readonly=True)
    bank_slip_id = fields.Many2one("collection.bank.slip", readonly=True)
    move_id = fields.Many2one("account.move", string="Entry", readonly=True)
    amount = fields.Monetary(readonly=True)
    is_counted = fields.Boolean(
        readonly=True, help="Finance has counted it, and sees it."
    )

    def _is_banked(self):
        """Return whether the money of one line is in the bank; to be extended."""
        return self.bank_slip_id.state == "banked"

    def _prepare_body_row(self):
        """Return what is hashed of one line when its day is closed; to be extended."""
        return {
            "id": self.id,
            "kind": self.kind,
            "reservation": self.reservation_id.id,
            "partner": self.partner_id.id,
            "voucher": self.voucher_id.number or "",
            "method": self.method_id.method or "",
            "slip": self.bank_slip_id.slip_number or "",
            "entry": self.move_id.name or "",
            "amount": f"{self.amount:.2f}",
        }

    @property
    def _table_query(self):
        return SQL(" UNION ALL ").join(self._get_queries())

    @api.model
    def _get_queries(self):
        """Return the SQL of each way on which money moves; to be extended."""
        return [self._query_receipts(), self._query_bounces(), self._query_entries()]

    # Hooks for topics that know the sale that money is for.

    @api.model
    def _query_sale(self, table):
        """Return the SQL of more columns, after a comma, from `receipt` or `item`."""
        return SQL("")

    @api.model
    def _query_is_for_home(self):
        """Return the SQL of whether `receipt` is money for a home."""
        return SQL("receipt.reservation_id IS NOT NULL")

    @api.model
    def _query_moves(self):
        """Return the SQL of whether the entry of `item` moves money of homes."""
        return SQL("TRUE")

    @api.model
    def _query_receipts(self):
        """Return the SQL of the money taken, on the day of its voucher."""
        return SQL(
            """
            SELECT method.id * 3 AS id, receipt.company_id, receipt.date,
                   day.id AS day_id, 'receipt' AS kind, receipt.reservation_id,
                   receipt.property_unit_id AS unit_id, receipt.partner_id,
                   receipt.id AS receipt_id, method.id AS method_id,
                   receipt.voucher_id, method.bank_slip_id, payment.move_id,
                   method.amount, report.counted_at IS NOT NULL AS is_counted
                   %(sale)s
              FROM collection_receipt_method method
              JOIN collection_receipt receipt ON receipt.id = method.receipt_id
         LEFT JOIN collection_day_report report ON report.id = receipt.report_id
         LEFT JOIN account_payment payment ON payment.id = method.payment_id
         LEFT JOIN property_ledger_day day
                ON day.company_id = receipt.company_id AND day.date = receipt.date
             WHERE %(for_home)s
               AND receipt.state IN ('collected', 'reported', 'verified')
            """,
            sale=self._query_sale("receipt"),
            for_home=self._query_is_for_home(),
        )

    @api.model
    def _query_bounces(self):
        """Return the SQL of what the bank refused, on the day of the refusal."""
        return SQL(
            """
            SELECT method.id * 3 + 1, receipt.company_id, method.bounce_date, day.id,
                   'bounce', receipt.reservation_id, receipt.property_unit_id,
                   receipt.partner_id, receipt.id, method.id, receipt.voucher_id,
                   NULL::integer, method.bounce_move_id, -method.amount, TRUE
                   %(sale)s
              FROM collection_receipt_method method
              JOIN collection_receipt receipt ON receipt.id = method.receipt_id
         LEFT JOIN property_ledger_day day
                ON day.company_id = receipt.company_id
               AND day.date = method.bounce_date
             WHERE %(for_home)s
               AND method.bounce_date IS NOT NULL
            """,
            sale=self._query_sale("receipt"),
            for_home=self._query_is_for_home(),
        )

    @api.model
    def _query_entries(self):
        """Return the SQL of returns, forfeits and moves, on the day of their entry."""
        return SQL(
            """
            SELECT item.id * 3 + 2, item.company_id, item.date, day.id,
                   CASE WHEN payment.id IS NULL THEN 'entry' ELSE 'return' END,
                   item.property_reservation_id, reservation.unit_id, item.partner_id,
                   NULL::integer, NULL::integer, NULL::integer, NULL::integer,
                   item.move_id, -item.balance, TRUE
                   %(sale)s
              FROM account_move_line item
              JOIN property_reservation reservation
                ON reservation.id = item.property_reservation_id
              JOIN account_move move ON move.id = item.move_id
         LEFT JOIN account_payment payment
                ON payment.id = move.origin_payment_id
               AND payment.property_change_id IS NOT NULL
         LEFT JOIN property_ledger_day day
                ON day.company_id = item.company_id AND day.date = item.date
             WHERE item.parent_state = 'posted'
               AND (payment.id IS NOT NULL
                    OR move.origin_payment_id IS NULL
                   AND move.reversed_entry_id IS NULL
                   AND %(moves)s)
            """,
            sale=self._query_sale("item"),
            moves=self._query_moves(),
        )

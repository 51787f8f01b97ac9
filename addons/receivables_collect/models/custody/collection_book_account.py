from odoo import api, fields, models
from odoo.tools import SQL

STATES = ("blank", "branch", "collector", "used", "void", "returned", "missing")


class CollectionBook(models.Model):
    """Every number of a book is accounted for: where it is, and that none lacks."""

    _inherit = "collection.book"

    blank_count = fields.Integer("Blank", compute="_compute_counts", compute_sudo=True)
    branch_count = fields.Integer(
        "At the Branch", compute="_compute_counts", compute_sudo=True
    )
    collector_count = fields.Integer(
        "With Collectors", compute="_compute_counts", compute_sudo=True
    )
    used_count = fields.Integer("Used", compute="_compute_counts", compute_sudo=True)
    void_count = fields.Integer("Void", compute="_compute_counts", compute_sudo=True)
    returned_count = fields.Integer(
        "Returned", compute="_compute_counts", compute_sudo=True
    )
    missing_count = fields.Integer(
        "Missing", compute="_compute_counts", compute_sudo=True
    )
    voucher_count = fields.Integer(
        "Numbers", compute="_compute_counts", compute_sudo=True
    )
    gap_count = fields.Integer(
        "Not Accounted for",
        compute="_compute_gap_count",
        compute_sudo=True,
        help="Numbers of the range that are no voucher: a query over the book finds"
        " none.",
    )

    @api.depends("voucher_ids.state")
    def _compute_counts(self):
        for state in STATES:
            self[f"{state}_count"] = 0
        self.voucher_count = 0
        rows = self.env["collection.voucher"]._read_group(
            [("book_id", "in", self.ids)], ["book_id", "state"], ["__count"]
        )
        for book, state, count in rows:
            book[f"{state}_count"] = count
            book.voucher_count += count

    @api.depends("voucher_ids", "number_from", "number_to", "is_registered")
    def _compute_gap_count(self):
        self.gap_count = 0
        registered = self.filtered("is_registered")
        if registered:
            query = registered._query_gaps()
            for book_id, count in self.env.execute_query(query):
                self.browse(book_id).gap_count = count

    def _query_gaps(self):
        """Return the SQL of (book, how many numbers of its range are no voucher)."""
        self.flush_model(["number_from", "number_to"])
        self.env["collection.voucher"].flush_model(["book_id", "sequence"])
        return SQL(
            """
            SELECT book.id, count(*)
              FROM collection_book book
             CROSS JOIN LATERAL generate_series(book.number_from, book.number_to) n
             WHERE book.id IN %s
               AND NOT EXISTS (SELECT 1
                                 FROM collection_voucher voucher
                                WHERE voucher.book_id = book.id
                                  AND voucher.sequence = n)
             GROUP BY book.id
            """,
            tuple(self.ids),
        )

    def get_grid(self):
        """Return the numbers of this book for the grid, in order.

        :return: list of dicts of `id`, `number`, `state` and `holder`, those that the
            user may see
        """
        self.ensure_one()
        self.check_access("read")
        vouchers = self.env["collection.voucher"].search_fetch(
            [("book_id", "=", self.id)], ["number", "state", "holder_id"]
        )
        # sudo: the names of colleagues who hold vouchers
        holders = {user.id: user.name for user in vouchers.sudo().holder_id}
        return [
            {
                "id": voucher.id,
                "number": voucher.number,
                "state": voucher.state,
                "holder": holders.get(voucher.holder_id.id, ""),
            }
            for voucher in vouchers
        ]

    def action_view_vouchers(self):
        """Open the vouchers of these books."""
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_voucher_action"
        )
        action["domain"] = [("book_id", "in", self.ids)]
        action["context"] = {}
        return action

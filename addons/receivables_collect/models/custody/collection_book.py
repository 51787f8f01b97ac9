from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# numbers in one book; larger stocks are several books
MAX_NUMBERS = 10000
# states of a voucher, each with a count on its book
STATES = ("blank", "branch", "collector", "used", "void", "returned", "missing")


class CollectionBook(models.Model):
    """Book of pre-numbered receipt vouchers of one kind (R4.24).

    Finance keys in prefix and range and registers the book: then every number is a
    voucher, and none of them can be left out, changed or made again. Every number is
    accounted for: where it is, and that none lacks. An archived book gives no number
    any more; vouchers that are out of it can come back.
    """

    _name = "collection.book"
    _description = "Voucher Book"
    _inherit = ["sales.protected.mixin", "sales.register.mixin", "mail.thread"]
    _order = "company_id, prefix, number_from"

    _register_field = "register_number"
    _register_code = "collection.book"
    _register_prefix = "VB"
    _protected_fields = frozenset({"voucher_ids", "is_registered", "register_number"})
    # as the printed vouchers show them
    _registered_fields = frozenset(
        {"prefix", "number_from", "number_to", "digits", "kind_id", "company_id"}
    )

    name = fields.Char(required=True)
    register_number = fields.Char(readonly=True, copy=False)
    company_id = fields.Many2one(
        "res.company",
        required=True,
        index=True,
        default=lambda self: self.env.company,
    )
    kind_id = fields.Many2one(
        "collection.voucher.kind",
        required=True,
        ondelete="restrict",
        default=lambda self: self.env["collection.voucher.kind"].search([], limit=1),
    )
    prefix = fields.Char(help="The text printed before the number.")
    number_from = fields.Integer(
        string="From", required=True, default=1, aggregator=None
    )
    number_to = fields.Integer(string="To", required=True, default=50, aggregator=None)
    digits = fields.Integer(
        required=True,
        default=6,
        aggregator=None,
        help="Shorter numbers are printed with zeros in front.",
    )
    is_registered = fields.Boolean(string="Registered", readonly=True, copy=False)
    active = fields.Boolean(default=True, help="Archived books give no number.")
    voucher_ids = fields.One2many(
        "collection.voucher", "book_id", string="Vouchers", copy=False
    )
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

    _range = models.Constraint(
        f"CHECK(number_from >= 0 AND number_to >= number_from"
        f" AND number_to - number_from < {MAX_NUMBERS})",
        f"A book has at least one and at most {MAX_NUMBERS} numbers, in rising order.",
    )
    _digits_sensible = models.Constraint(
        "CHECK(digits BETWEEN 1 AND 12)", "A number has 1 to 12 digits."
    )
    _register_number_company = models.UniqueIndex(
        "(company_id, register_number) WHERE register_number IS NOT NULL",
        "This register number exists already.",
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

    @ondelete_always
    def _unlink_except_registered(self):
        registered = self.filtered("is_registered")
        if registered:
            raise UserError(
                self.env._(
                    "%s: the numbers of a registered book have to be accounted for, so"
                    " it cannot be deleted. Archive it instead.",
                    ", ".join(registered.mapped("name")),
                )
            )

    def action_register(self):
        """Make a voucher of every number of these books.

        :raise AccessError: for others than finance
        :raise ValidationError: naming the book whose numbers overlap
        """
        self._check_may_register()
        self.check_access("write")
        for book in self:
            if book.is_registered:
                raise UserError(self.env._("Book %s is registered already.", book.name))
            # the register's row is what two overlapping books meet on
            book._take_register_numbers()
            book._check_overlap()
            self.env.execute_query(book._query_make_vouchers())
            book._write_protected({"is_registered": True})
        self.env["collection.voucher"].invalidate_model()
        self.invalidate_recordset(["voucher_ids"])
        return True

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

    def _check_may_register(self):
        """Check that the user is of finance, which registers books.

        :raise AccessError: for others
        """
        if not self.env.user.has_group("sales_rules.group_finance"):
            raise AccessError(
                self.env._("Voucher books are registered by the finance department.")
            )

    def _check_overlap(self):
        """Check that no other book has one of the numbers.

        :raise ValidationError: naming the book that has one
        """
        self.ensure_one()
        rows = self.env.execute_query(self._query_overlap())
        if rows:
            name, first, last, count = rows[0]
            raise ValidationError(
                self.env._(
                    "Book %(book)s overlaps with book %(other)s: %(count)s numbers from"
                    " %(first)s to %(last)s exist there already. Change the prefix or"
                    " the range.",
                    book=self.name,
                    other=name,
                    count=count,
                    first=first,
                    last=last,
                )
            )

    def _sql_numbers(self):
        """Return the SQL of the numbers of this book as (sequence, number)."""
        return SQL(
            """
            SELECT n AS sequence,
                   %(prefix)s || lpad(n::text, greatest(%(digits)s, length(n::text)),
                                      '0') AS number
              FROM generate_series(%(first)s, %(last)s) n
            """,
            prefix=self.prefix or "",
            digits=self.digits,
            first=self.number_from,
            last=self.number_to,
        )

    def _query_overlap(self):
        self.env["collection.voucher"].flush_model(["number", "company_id", "book_id"])
        self.flush_model(["name"])
        return SQL(
            """
            SELECT book.name, min(voucher.number), max(voucher.number), count(*)
              FROM (%(numbers)s) mine
              JOIN collection_voucher voucher
                ON voucher.number = mine.number AND voucher.company_id = %(company)s
              JOIN collection_book book ON book.id = voucher.book_id
             GROUP BY book.id
             ORDER BY book.id
            """,
            numbers=self._sql_numbers(),
            company=self.company_id.id,
        )

    def _query_make_vouchers(self):
        self.flush_recordset()
        return SQL(
            """
            INSERT INTO collection_voucher (
                        book_id, company_id, sequence, number, state, custody,
                        custody_since, create_uid, create_date, write_uid, write_date)
            SELECT %(book)s, %(company)s, sequence, number, 'blank', 'finance',
                   now() AT TIME ZONE 'UTC', %(uid)s, now() AT TIME ZONE 'UTC',
                   %(uid)s, now() AT TIME ZONE 'UTC'
              FROM (%(numbers)s) numbers
             ORDER BY sequence
            RETURNING id
            """,
            book=self.id,
            company=self.company_id.id,
            uid=self.env.uid,
            numbers=self._sql_numbers(),
        )

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

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': the book stays as it is printed
        touched = super()._get_protected_touched(vals)
        frozen = self._registered_fields & vals.keys()
        if frozen and any(book.is_registered for book in self):
            return touched | frozen
        return touched

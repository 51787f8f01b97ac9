from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .collection_assignment import EVER

# How many days the cron prints in arrears: after a holiday, not after a year.
DAYS = 31


class CollectionJournal(models.Model):
    """Receivables journal of a day as it was printed (F16, R4.23).

    Per team, salesperson and customer: opening, sales, receipts, adjustments, closing;
    the sum is the balance of the receivable accounts. A print never changes. Entries
    keyed in later with an earlier date make it say what changed since, and finance may
    print the day again: that is another version.
    """

    _name = "collection.journal"
    _description = "Printed Receivables Journal"
    _inherit = ["sales.protected.mixin", "sales.register.mixin", "mail.thread"]
    _order = "date desc, version desc, id desc"
    _rec_name = "number"
    _register_code = "collection.journal"
    _register_prefix = "RJ"

    _protected_fields = frozenset(
        {
            "number",
            "company_id",
            "date",
            "version",
            "is_last",
            "printed_by_id",
            "printed_at",
            "opening",
            "sales",
            "receipts",
            "adjustments",
            "transferred",
            "closing",
            "ledger_balance",
            "fingerprint",
            "line_ids",
            "dispatch_ids",
        }
    )

    number = fields.Char(readonly=True, required=True, copy=False)
    company_id = fields.Many2one("res.company", required=True, readonly=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    date = fields.Date(required=True, readonly=True, index=True)
    version = fields.Integer(required=True, readonly=True, aggregator=None)
    is_last = fields.Boolean(
        string="Last Version", default=True, readonly=True, copy=False
    )
    printed_by_id = fields.Many2one("res.users", readonly=True)
    printed_at = fields.Datetime(readonly=True)
    opening = fields.Monetary(readonly=True, aggregator=None)
    sales = fields.Monetary(readonly=True)
    receipts = fields.Monetary(string="Money Received", readonly=True)
    adjustments = fields.Monetary(readonly=True)
    transferred = fields.Monetary(readonly=True)
    closing = fields.Monetary(readonly=True, aggregator=None)
    ledger_balance = fields.Monetary(
        string="Receivable Accounts",
        readonly=True,
        aggregator=None,
        help="Balance of the receivable accounts at the end of the day.",
    )
    fingerprint = fields.Char(readonly=True)
    line_ids = fields.One2many("collection.journal.line", "journal_id", readonly=True)
    dispatch_ids = fields.One2many(
        "collection.journal.dispatch", "journal_id", "Sent to", readonly=True
    )
    unacknowledged_count = fields.Integer(compute="_compute_unacknowledged_count")
    is_preliminary = fields.Boolean(
        string="Preliminary",
        compute="_compute_is_preliminary",
        help="Printed before the day was over: it is printed again at night.",
    )
    is_changed = fields.Boolean(
        string="Changed since Printed",
        compute="_compute_is_changed",
        search="_search_is_changed",
        help="Entries of this day or before were added, changed or taken away later.",
    )

    _one_last = models.UniqueIndex(
        "(company_id, date) WHERE is_last IS TRUE",
        "The journal of this day is printed already: print it again from the last one.",
    )
    _number_company = models.UniqueIndex(
        "(company_id, number)", "This journal number exists already."
    )

    def _compute_unacknowledged_count(self):
        counts = dict(
            self.env["collection.journal.dispatch"]._read_group(
                [("journal_id", "in", self.ids), ("acknowledged_at", "=", False)],
                ["journal_id"],
                ["__count"],
            )
        )
        for journal in self:
            journal.unacknowledged_count = counts.get(journal, 0)

    @api.depends("printed_at", "date", "company_id")
    def _compute_is_preliminary(self):
        self.is_preliminary = False
        for journal in self.filtered("printed_at"):
            journal.is_preliminary = not journal._is_final()

    @api.depends("fingerprint")
    def _compute_is_changed(self):
        for company, journals in self.grouped("company_id").items():
            present = self._get_fingerprints(company, journals.mapped("date"))
            for journal in journals:
                journal.is_changed = journal.fingerprint != present.get(journal.date)

    def _search_is_changed(self, operator, value):
        if operator != "in":
            return NotImplemented
        journals = self.search(Domain.TRUE)
        changed = journals.filtered(lambda journal: journal.is_changed in value)
        return Domain("id", "in", changed.ids)

    @api.depends("number", "date", "version")
    def _compute_display_name(self):
        for journal in self:
            day = format_date(self.env, journal.date)
            journal.display_name = f"{journal.number} · {day}"

    def action_print_again(self):
        """Print the day again and send it to the branches; the old print stays.

        :return: the action that shows the new print
        """
        self.ensure_one()
        if not self.is_last:
            raise UserError(
                self.env._(
                    "%s is not the last print of its day: open that.", self.number
                )
            )
        journal = self._print_day(self.company_id, self.date, again=True)
        return journal._get_records_action()

    def action_open_changes(self):
        """Show which rows of the print differ from the ledger of now."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("%s: changed since printed", self.number),
            "res_model": "collection.journal.change",
            "view_mode": "list",
            "context": {"journal_id": self.id},
        }

    def action_open_later_entries(self):
        """Show entries of the day or before that were keyed in after the print."""
        self.ensure_one()
        action = self._action_entries(self.company_id, None, self.date)
        action["name"] = self.env._("Entered since %s", self.number)
        later = Domain("create_date", ">", self.printed_at) | Domain(
            "move_id.write_date", ">", self.printed_at
        )
        action["domain"] = list(Domain(action["domain"]) & later)
        return action

    def action_open_entries(self):
        """Show the entries of the day."""
        self.ensure_one()
        return self._action_entries(self.company_id, self.date, self.date)

    @api.model
    def _action_entries(self, companies, date_from, date_to, partners=None, rows=()):
        """Return the action with the journal items behind a part of the journal.

        :param partners: of these customers only, when given
        :param rows: rows of the journal; one without customer adds entries without one
        """
        domain = self.env["sales.ledger"]._get_domain(companies.ids)
        domain.append(("date", "<=", date_to))
        if date_from:
            domain.append(("date", ">=", date_from))
        if partners is not None:
            ids = partners.ids
            if any(not row.partner_id for row in rows):
                domain += ["|", ("partner_id", "=", False)]
            domain.append(("partner_id.commercial_partner_id", "in", ids))
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Entries"),
            "res_model": "account.move.line",
            "view_mode": "list,pivot,form",
            "domain": domain,
            "context": {"create": False},
        }

    @api.model
    def _check_may_print(self):
        if not (self.env.su or self.env.user.has_group("sales_rules.group_finance")):
            raise AccessError(
                self.env._("Only finance prints the receivables journal: ask them.")
            )

    @api.model
    def _print_day(self, company, date, again=False):
        """Store the journal of a day, one row per customer, and its dispatches.

        A print of the running day is preliminary: the job prints the day again once it
        is over in the company.

        :param again: a new version where the day is printed already, which otherwise
            is returned as it is
        :return: the journal
        :raise UserError: where the day has not begun yet
        """
        self._check_may_print()
        today = company._get_today()
        if date > today:
            raise UserError(
                self.env._("The journal of %s cannot be printed yet.", date)
            )
        # sudo: nobody may write prints, not even those who print
        self_sudo = self.sudo().with_company(company)
        last = self_sudo.search(
            [("company_id", "=", company.id), ("date", "=", date), ("is_last", "=", 1)]
        )
        if last and not again and (date == today or last._is_final()):
            return last.with_env(self.env)
        self_sudo.env["collection.assignment"]._sync()
        # the number first: a user printing at the same moment has to try again
        prefix, number = self_sudo._take_numbers(company, 1, date)
        last._write_protected({"is_last": False})
        self_sudo.env.flush_all()
        vals = self_sudo._prepare_print_vals(company, date, last.version + 1)
        vals["number"] = self._format_number(prefix, number)
        silent_sudo = self_sudo.with_context(mail_create_nolog=True)
        journal = silent_sudo._create_protected([vals])
        journal._store_lines()
        self_sudo.env["collection.journal.dispatch"]._make(journal)
        return journal.with_env(self.env)

    @api.model
    def _prepare_print_vals(self, company, date, version):
        prints = self._get_fingerprints(company, [date])
        return {
            "company_id": company.id,
            "date": date,
            "version": version,
            "printed_by_id": self.env.uid,
            "printed_at": fields.Datetime.now(),
            "fingerprint": prints.get(date),
            "ledger_balance": self.env["collection.ledger"]._get_balance(company, date),
        }

    def _store_lines(self):
        """Store the rows of the journal and their sums."""
        self.ensure_one()
        query = self.env["collection.ledger"]._query_journal(
            self.company_id, self.date, self.date
        )
        sums = self.env.execute_query(
            SQL(
                """
                WITH stored AS (
                    INSERT INTO collection_journal_line
                           (journal_id, company_id, date, partner_id, user_id, team_id,
                            opening, sales, receipts, adjustments, transferred, closing)
                    SELECT %s, %s, date, partner_id, user_id, team_id,
                           opening, sales, receipts, adjustments, transferred, closing
                      FROM (%s) journal
                    RETURNING *)
                SELECT COALESCE(SUM(opening), 0), COALESCE(SUM(sales), 0),
                       COALESCE(SUM(receipts), 0), COALESCE(SUM(adjustments), 0),
                       COALESCE(SUM(transferred), 0), COALESCE(SUM(closing), 0)
                  FROM stored
                """,
                self.id,
                self.company_id.id,
                query,
            )
        )[0]
        names = ("opening", "sales", "receipts", "adjustments", "transferred")
        names += ("closing",)
        self._write_protected(dict(zip(names, map(float, sums), strict=True)))
        self.invalidate_recordset(["line_ids"])

    @api.model
    def _get_fingerprints(self, company, dates):
        """Return fingerprints that change when anything up to the end of a day does.

        :return: dict of date to text
        """
        dates = sorted(set(dates))
        if not dates:
            return {}
        ledger = self.env["collection.ledger"]
        ledger._flush()
        query = SQL(
            """
            SELECT day, count, amount, hash, own
              FROM (SELECT line.day, line.hash AS own,
                           SUM(line.count) OVER by_day AS count,
                           SUM(line.amount) OVER by_day AS amount,
                           SUM(line.hash) OVER by_day AS hash
                      FROM (%s) line
                    WINDOW by_day AS (ORDER BY line.day)) cumulated
             ORDER BY day
            """,
            self._query_fingerprints(company, dates[-1]),
        )
        rows = self.env.execute_query(query)
        found, text, own, place = {}, "", {}, 0
        for date in dates:
            while place < len(rows) and rows[place][0] <= date:
                day, *parts, own_hash = rows[place]
                text, own = "/".join(map(str, parts)), {day: f"/{own_hash}"}
                place += 1
            # those of the day too: an entry may move between it and the days before
            found[date] = text + own.get(date, "")
        return found

    @api.model
    def _query_fingerprints(self, company, date_to):
        """Return SQL of count, sum and sum of hashes of entries and transfers, by day.

        Entries are hashed with their debtor: a contact may move to another customer.
        """
        return SQL(
            """
            SELECT day, SUM(count) AS count, SUM(amount) AS amount, SUM(hash) AS hash
              FROM (SELECT line.date AS day, COUNT(*) AS count,
                           SUM(line.balance) AS amount,
                           SUM(hash_record_extended(ROW(
                               partner.commercial_partner_id, line.journal_id,
                               line.account_id, line.balance), 0)::numeric) AS hash
                      FROM account_move_line line
                      LEFT JOIN res_partner partner ON partner.id = line.partner_id
                     WHERE line.company_id = %(company)s
                       AND line.account_id IN %(accounts)s
                       AND line.parent_state = 'posted'
                       AND line.date <= %(date_to)s
                     GROUP BY line.date
                    UNION ALL
                    SELECT date_from, COUNT(*), 0,
                           SUM(hash_record_extended(ROW(partner_id, user_id,
                               team_id), 0)::numeric)
                      FROM collection_assignment
                     WHERE date_from <= %(date_to)s AND date_from > %(ever)s
                     GROUP BY date_from) part
             GROUP BY day
            """,
            company=company.id,
            accounts=self.env["sales.ledger"]._get_account_ids(),
            date_to=date_to,
            ever=EVER,
        )

    @api.model
    def _cron_print(self):
        """Print every company's journal of the days that are over there (R4.23)."""
        days = [
            (company, date)
            for company in self.env["res.company"].search([("active", "=", True)])
            for date in self._get_days_to_print(company)
        ]
        self.env["ir.cron"]._go_through(
            days, lambda day: self._print_day(*day), "Journal"
        )

    @api.model
    def _get_days_to_print(self, company):
        """Return the days that are over and were not printed since they are.

        From the first print on, or the day before it was made; yesterday where there
        is none.
        """
        yesterday = company._get_today() - timedelta(days=1)
        if not self.env["account.move.line"].search_count(
            self.env["sales.ledger"]._get_domain(company.ids), limit=1
        ):
            return []
        first = max(
            self._get_first_day(company) or yesterday,
            yesterday - timedelta(days=DAYS - 1),
        )
        printed = self.search(
            [
                ("company_id", "=", company.id),
                ("is_last", "=", True),
                ("date", ">=", first),
            ]
        )
        done = set(printed.filtered(lambda row: row._is_final()).mapped("date"))
        days = range((yesterday - first).days + 1)
        return sorted({first + timedelta(days=number) for number in days} - done)

    @api.model
    def _get_first_day(self, company):
        """Return the day from which on every day is printed, if any was."""
        domain = [("company_id", "=", company.id)]
        [(first, begun)] = self._read_group(domain, [], ["date:min", "printed_at:min"])
        return first and min(first, company._get_day(begun) - timedelta(days=1))

    def _is_final(self):
        """Return whether the day was over in the company when it was printed."""
        self.ensure_one()
        over = self.company_id._get_midnight(self.date + timedelta(days=1))
        return self.printed_at >= over

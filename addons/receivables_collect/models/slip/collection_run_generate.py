from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from odoo.addons.receivables_collect.tools import roles

# the last day of each bracket of age; the rest is older
BRACKETS = (30, 60, 90)


class CollectionRun(models.Model):
    """Making draft slips of overdue receivables, with a preview beforehand."""

    _inherit = "collection.run"

    preview = fields.Html(
        compute="_compute_preview",
        sanitize=False,
        exportable=False,
        help="Preview of the slips that would be made now; nothing is written.",
    )

    made = fields.Html(
        compute="_compute_made",
        sanitize=False,
        exportable=False,
        help="The slips of this run in totals, as they ask or asked when issued.",
    )
    amount = fields.Monetary(
        compute="_compute_figures",
        help="The sum that the slips ask for, or asked for when they were issued, in"
        " the company's currency.",
    )
    number_first = fields.Char(string="First Number", compute="_compute_figures")
    number_last = fields.Char(string="Last Number", compute="_compute_figures")

    @api.depends_context("uid", "lang")
    @api.depends(
        "company_id", "date", "min_amount", "min_age_days", "team_ids", "tier_ids"
    )
    def _compute_preview(self):
        may_see = self.env.su or self.env.user.has_group(roles.FINANCE)
        for run in self:
            shown = may_see and run.state == "draft" and run.company_id and run.date
            preview = shown and run._get_preview()
            # with slips made, additions are worth a word only where there are any
            is_empty = run.slip_count and not (preview and preview["slips"])
            run.preview = preview and not is_empty and run._render_preview(preview)

    @api.depends_context("lang")
    @api.depends("slip_ids", "state")
    def _compute_made(self):
        for run in self:
            run.made = run.slip_count and run._render_preview(run._get_made())

    @api.depends("slip_ids.amount_residual", "state")
    def _compute_figures(self):
        self.amount = 0.0
        self.number_first = self.number_last = False
        for run in self.filtered("id"):
            slips = run._query_made_slips()
            [(run.amount, run.number_first, run.number_last)] = self.env.execute_query(
                SQL(
                    """
                    WITH asked AS (%s)
                    SELECT COALESCE(SUM(company_asked), 0)::float,
                           (ARRAY_AGG(number ORDER BY LENGTH(number), number))[1],
                           (ARRAY_AGG(number ORDER BY LENGTH(number) DESC,
                                                      number DESC))[1]
                      FROM asked
                    """,
                    slips,
                )
            )

    def action_generate(self):
        """Make draft slips of overdue receivables that are on no open slip (R4.23).

        :return: True
        :raise AccessError: when the caller is not finance
        :raise UserError: when the run was issued
        """
        self._check_finance()
        self.check_access("write")
        for run in self:
            run._generate()
        return True

    def _generate(self):
        """Write the slips of one run and note the result on it."""
        self.ensure_one()
        # taking the guard fails if the run was issued since this transaction began
        self.env["collection.guard"]._take(self.company_id)
        self._check_draft()
        self.env["collection.overdue"]._flush_sources()
        # compiling this statement takes longer than running it
        self.env.cr.execute("SET LOCAL jit = off")
        [(slips, lines, known)] = self.env.execute_query(self._query_generate())
        if known and lines:
            self.env.cr.execute(self._query_totals())
        # issuing compares all lines: a planner that remembers the tables empty, as a
        # vacuum between two runs leaves them, would read them once for each slip
        self.env.cr.execute(
            "ANALYZE collection_slip (id, run_id, state),"
            " collection_slip_line (slip_id)"
        )
        self.invalidate_recordset(["slip_ids", "slip_count"])
        self.env["collection.slip"].invalidate_model()
        self.env["collection.slip.line"].invalidate_model()
        # sudo: the run notes the result, for users who may not post on it too
        self.sudo()._message_log(
            body=self.env._(
                "%(lines)s receivables and credits put on %(slips)s slips.",
                lines=lines,
                slips=slips,
            )
        )

    def _query_overdue(self):
        """Return the SQL of this run's overdue receivables, to follow a WITH."""
        self.ensure_one()
        # sudo: a team or tier that the caller cannot read still restricts the run
        run_sudo = self.sudo()
        return self.env["collection.overdue"]._query_overdue(
            self.company_id,
            self.date,
            min_amount=self.min_amount,
            min_age_days=self.min_age_days,
            team_ids=run_sudo.team_ids.ids,
            tier_ids=run_sudo.tier_ids.ids,
        )

    def _query_generate(self):
        """Return the SQL that writes slips and lines and counts them."""
        return SQL(
            """
            WITH %(overdue)s,
            known AS (
                SELECT id, partner_id, currency_id
                  FROM collection_slip
                 WHERE run_id = %(run)s AND state = 'draft'
            ),
            made AS (%(slips)s),
            slip AS (SELECT * FROM known UNION ALL SELECT * FROM made),
            lines AS (%(lines)s)
            SELECT (SELECT COUNT(*) FROM made), (SELECT COUNT(*) FROM lines),
                   (SELECT COUNT(*) FROM known)
            """,
            overdue=self._query_overdue(),
            run=self.id,
            slips=self._query_insert_slips(),
            lines=self._query_insert_lines(),
        )

    def _query_insert_slips(self):
        return SQL(
            """
            INSERT INTO collection_slip (
                   run_id, company_id, partner_id, currency_id, user_id, team_id,
                   level_id, responsible_id, state, custody, amount_due,
                   amount_residual, amount_disputed, date_oldest, urgency, create_uid,
                   write_uid, create_date, write_date)
            SELECT %(run)s, %(company)s, partner_id, currency_id, user_id, team_id,
                   level_id, responsible_id, 'draft', 'finance', 0, asked, disputed,
                   oldest, company_asked * GREATEST(age, 0), %(uid)s, %(uid)s,
                   %(now)s, %(now)s
              FROM asked
             WHERE NOT EXISTS (SELECT 1
                                 FROM known
                                WHERE known.partner_id = asked.partner_id
                                  AND known.currency_id = asked.currency_id)
            RETURNING id, partner_id, currency_id
            """,
            run=self.id,
            company=self.company_id.id,
            uid=self.env.uid,
            now=fields.Datetime.now(),
        )

    def _query_insert_lines(self):
        return SQL(
            """
            INSERT INTO collection_slip_line (
                   slip_id, move_line_id, is_credit, document, date_invoice,
                   date_maturity, amount_due, amount_residual, amount_disputed,
                   is_disputed, is_open)
            SELECT slip.id, item.id, item.is_credit, item.document, item.doc_date,
                   item.due, item.amount, item.amount, item.disputed,
                   item.disputed > 0, TRUE
              FROM (SELECT *, FALSE AS is_credit FROM debit
                     UNION ALL
                    SELECT *, TRUE FROM credit) item
              JOIN asked
                ON asked.partner_id = item.partner_id
               AND asked.currency_id = item.currency_id
              JOIN slip
                ON slip.partner_id = item.partner_id
               AND slip.currency_id = item.currency_id
             WHERE item.is_credit IS FALSE
                OR NOT EXISTS (SELECT 1
                                 FROM collection_slip_line line
                                WHERE line.slip_id = slip.id
                                  AND line.move_line_id = item.id
                                  AND line.is_credit IS TRUE)
            ON CONFLICT (move_line_id)
            WHERE is_open IS TRUE AND is_credit IS NOT TRUE
            DO NOTHING
            RETURNING id
            """
        )

    def _query_totals(self):
        """Return the SQL that adds up the drafts of a run that was generated again."""
        return SQL(
            """
            UPDATE collection_slip slip
               SET amount_residual = GREATEST(total.amount, 0),
                   amount_disputed = total.disputed,
                   date_oldest = total.oldest
              FROM (SELECT line.slip_id, SUM(line.amount_residual
                               - COALESCE(line.amount_disputed, 0)) AS amount,
                           SUM(COALESCE(line.amount_disputed, 0)) AS disputed,
                           MIN(line.date_maturity) FILTER (
                               WHERE line.is_credit IS NOT TRUE
                                 AND line.amount_residual
                                     > COALESCE(line.amount_disputed, 0)) AS oldest
                      FROM collection_slip_line line
                     WHERE line.is_open IS TRUE
                     GROUP BY line.slip_id) total
             WHERE total.slip_id = slip.id
               AND slip.run_id = %s
               AND slip.state = 'draft'
            """,
            self.id,
        )

    def _get_preview(self):
        """Return totals of the slips that the run would make; nothing is written.

        :return: dict with `slips`, `lines` and `amount` of the whole, and lists of
            dicts `team`, `level` and `age`, each with `name`, `slips` and `amount`;
            amounts in company currency
        """
        self.ensure_one()
        self.env["collection.overdue"]._flush_sources()
        return self._get_totals(self._query_overdue())

    def _get_made(self):
        """Return totals of the slips of this run, as `_get_preview` does."""
        return self._get_totals(SQL("asked AS (%s)", self._query_made_slips()))

    def _get_totals(self, source):
        """Return the totals of `asked`, which `source` defines, to follow a WITH."""
        rows = self.env.execute_query(self._query_preview(source))
        preview = {"team": [], "level": [], "age": [], "slips": 0, "amount": 0.0}
        for kind, key, slips, amount in rows:
            if kind == "all":
                preview.update(slips=slips, amount=amount or 0.0)
            else:
                name = self._get_preview_name(kind, key)
                preview[kind].append({"name": name, "slips": slips, "amount": amount})
        return preview

    def _get_preview_name(self, kind, key):
        """Return the name of a row of the preview."""
        if kind == "age":
            bounds = (0, *BRACKETS)
            if key == len(BRACKETS):
                return self.env._("Over %s days", bounds[key])
            return self.env._(
                "%(low)s to %(high)s days",
                low=bounds[key] + (key > 0),
                high=bounds[key + 1],
            )
        model = "crm.team" if kind == "team" else "collection.level"
        # sudo: the name only
        record_sudo = self.env[model].sudo().browse(key)
        empty = self.env._("No team") if kind == "team" else self.env._("No level")
        return record_sudo.display_name if key else empty

    def _query_made_slips(self):
        """Return the SQL of the slips made: team, level, age, amount and number.

        Issued ones count with what they asked then, in company currency of that day.
        """
        self.env["collection.slip"].flush_model()
        self.env["collection.slip.line"].flush_model()
        return SQL(
            """
            SELECT slip.team_id, slip.level_id, slip.number,
                   GREATEST(%(date)s - oldest.due, 0) AS age,
                   CASE WHEN slip.state = 'draft' THEN slip.amount_residual
                        ELSE slip.amount_due END / COALESCE(rate.rate, 1)
                       AS company_asked
              FROM collection_slip slip
              LEFT JOIN (VALUES %(rates)s) rate (currency_id, rate)
                     ON rate.currency_id = slip.currency_id
              LEFT JOIN LATERAL (
                   SELECT COALESCE(MIN(line.date_maturity), %(date)s) AS due
                     FROM collection_slip_line line
                    WHERE line.slip_id = slip.id
                      AND line.is_credit IS NOT TRUE) oldest ON TRUE
             WHERE slip.run_id = %(run)s
            """,
            date=self.date,
            rates=self.env["collection.overdue"]._query_rates(
                self.company_id, self.date
            ),
            run=self.id,
        )

    def _query_preview(self, source):
        """Return the SQL of the totals: rows of kind, key, slips, amount."""
        bracket = SQL("width_bucket(age - 1, %s)", [0, *BRACKETS][1:])
        return SQL(
            """
            WITH %(overdue)s
            (SELECT 'all', NULL::int, COUNT(*), SUM(company_asked) FROM asked)
            UNION ALL
            (SELECT 'team', team_id, COUNT(*), SUM(company_asked)
               FROM asked GROUP BY team_id ORDER BY 4 DESC)
            UNION ALL
            (SELECT 'level', level_id, COUNT(*), SUM(company_asked)
               FROM asked GROUP BY level_id ORDER BY MIN(age))
            UNION ALL
            (SELECT 'age', %(bracket)s, COUNT(*), SUM(company_asked)
               FROM asked GROUP BY 2 ORDER BY 2)
            """,
            overdue=source,
            bracket=bracket,
        )

    def _render_preview(self, preview):
        currency = self.company_id.currency_id
        return self.env["ir.qweb"]._render(
            "receivables_collect.collection_run_preview",
            {
                "preview": preview,
                "money": lambda amount: formatLang(
                    self.env, amount or 0.0, currency_obj=currency
                ),
            },
        )

from odoo import api, fields, models
from odoo.tools import SQL
from odoo.tools.misc import formatLang

# the last day of each bracket of age; the rest is older
BRACKETS = (30, 60, 90)


class CollectionRun(models.Model):
    _inherit = "collection.run"

    preview = fields.Html(
        compute="_compute_preview",
        sanitize=False,
        exportable=False,
        help="What would be put on slips now; nothing is written.",
    )

    @api.depends_context("uid", "lang")
    @api.depends(
        "company_id", "date", "min_amount", "min_age_days", "team_ids", "tier_ids"
    )
    def _compute_preview(self):
        may_see = self.env.su or self.env.user.has_group("sales_rules.group_finance")
        for run in self:
            shown = may_see and run.state == "draft" and run.company_id and run.date
            run.preview = shown and run._render_preview()

    def _get_preview(self):
        """Return what the run would put on slips: totals, nothing is written.

        :return: dict with `slips`, `lines` and `amount` of the whole, and lists of
            dicts `team`, `level` and `age`, each with `name`, `slips` and `amount`;
            amounts in company currency
        """
        self.ensure_one()
        self._flush_sources()
        rows = self.env.execute_query(self._query_preview())
        preview = {"team": [], "level": [], "age": [], "slips": 0, "amount": 0.0}
        for kind, key, slips, amount in rows:
            if kind == "all":
                preview.update(slips=slips, amount=amount or 0.0)
            else:
                name = self._get_preview_name(kind, key)
                preview[kind].append({"name": name, "slips": slips, "amount": amount})
        return preview

    def _get_preview_name(self, kind, key):
        """Return what a row of the preview is called."""
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

    def _query_preview(self):
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
            overdue=self._get_overdue().ctes(),
            bracket=bracket,
        )

    def _render_preview(self):
        currency = self.company_id.currency_id
        return self.env["ir.qweb"]._render(
            "receivables_collect.collection_run_preview",
            {
                "preview": self._get_preview(),
                "money": lambda amount: formatLang(
                    self.env, amount or 0.0, currency_obj=currency
                ),
            },
        )

from datetime import timedelta

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

from odoo.addons.receivables_collect.tools import roles


class CollectionOverdue(models.AbstractModel):
    """Overdue receivables that are on no open slip (R4.23, R1.8).

    The one answer for a run, its preview and the desk, as SQL to build on. It is given
    all it needs and calls none of them back.
    """

    _name = "collection.overdue"
    _description = "Overdue Receivables"

    @api.model
    def _flush_sources(self):
        """Write the fields that the SQL reads."""
        slips = self.env["collection.slip"]
        slips._flush_items()
        slips.flush_model()
        for model in (
            "collection.slip.line",
            "collection.contact",
            "collection.dispute",
            "collection.level",
            "crm.team",
        ):
            self.env[model].flush_model()
        self.env["account.move"].flush_model(["collection_exclusion"])
        self.env["account.move.line"].flush_model(["collection_exclusion"])
        self.env["res.partner"].flush_model(["collection_exclusion", "tier_id"])
        self.env["res.users"].flush_model(["sale_team_id"])

    @api.model
    def _query_overdue(
        self, company, date, min_amount=0.0, min_age_days=0, team_ids=(), tier_ids=()
    ):
        """Return the SQL of common table expressions, to follow a WITH.

        `debit` are the receivables asked for, `credit` the credits of the same
        customers (of each, the part that no other open slip uses), `asked` one row per
        customer and currency: the responsible user, the level, the amount. Nothing is
        netted over currencies.

        :param company: the company that the receivables are owed to
        :param date date: the day on which age, rates and promises are judged
        :param float min_amount: customers who would be asked for less are left out;
            in the company's currency
        :param int min_age_days: receivables overdue by fewer days are left out
        :param team_ids: ids of sales teams, all where empty
        :param tier_ids: ids of tiers, all where empty
        """
        latest_due = date - timedelta(days=min_age_days)
        return SQL(", ").join(
            SQL("%s AS (%s)", SQL.identifier(name), query)
            for name, query in (
                ("item", self._query_item(company, team_ids, tier_ids)),
                ("used", self._query_used()),
                ("debit", self._query_debit(date, latest_due)),
                ("credit", self._query_credit(date)),
                ("asked", self._query_asked(company, date, min_amount)),
            )
        )

    @api.model
    def _query_item(self, company, team_ids, tier_ids):
        """Return the SQL of the open items of receivable accounts, both signs."""
        # IS NULL on plain columns: of expressions the planner expects a row in 200, and
        # would nest loops over tens of thousands
        ledger = self.env["sales.ledger"]
        resolve = self.env["sales.tier.resolve"]
        excluded = resolve._query_value("customer", "collection_exclusion", company)

from collections import defaultdict

from dateutil.relativedelta import relativedelta

from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

# homes, area, amount and list price of what was signed, rescinded and planned
EMPTY = {
    **{"homes": 0, "area": 0.0, "amount": 0.0, "list": 0.0},
    **{"gone_homes": 0, "gone_area": 0.0, "gone_amount": 0.0},
    **{"plan_homes": 0, "plan_area": 0.0, "plan_amount": 0.0},
}
# months over which the homes sold a month are counted
MONTHS_OF_STOCK = 3


class PropertyMonthFigures(models.AbstractModel):
    """The figures of the report F53 of a month, of all contracts at once (R2.8).

    Plain values, so that a closed month keeps them as text: amounts in the company's
    currency, rounded, areas in m². Contracts count in the month in which they were
    signed; rescinded ones are taken off in the month in which they ended, so that no
    closed month changes. Money, claims and what is to do are in `property.month.money`
    and `property.month.tasks`.
    """

    _name = "property.month.figures"
    _description = "Figures of a Month of the Sale of Homes"

    @api.model
    def _get(self, month):
        """Return all figures of one month.

        :param month: `property.ledger.month`; of its user is what is not counted yet
        :return: {"sales", "receipts", "arrears", "tasks", "stock", "until"}
        :rtype: dict
        """
        first, last = month._get_bounds()
        company = month.company_id
        until = min(last, company._get_today())
        money = self.env["property.month.money"]
        return {
            "until": fields.Date.to_string(until),
            "sales": self._get_sales(company, first),
            "receipts": money._get_receipts(month),
            "arrears": money._get_arrears(company, until),
            "tasks": self.env["property.month.tasks"]._get(company, first, until),
            "stock": self._get_stock(company, first),
        }

    # sales

    @api.model
    def _get_sales(self, company, first):
        """Return what was signed, rescinded and planned in a month.

        :return: {"total": row, "persons": rows, "buildings": rows, "layouts": rows}
        """
        contracts = self._get_signed(company, first)
        gone = self._get_rescinded(company, first)
        persons, buildings, layouts = (defaultdict(EMPTY.copy) for _part in range(3))
        total = EMPTY.copy()
        for prefix, rows in (("", contracts), ("gone_", gone)):
            for row in rows:
                layout = row.unit_id.layout or ""
                for part in (
                    total,
                    persons[row.user_id.id, row.user_id.name],
                    buildings[row.building_id.id, row.building_id.display_name],
                    layouts[layout, layout],
                ):
                    self._count(part, row, prefix)
        for user, homes, area, amount in self._get_planned(company, first):
            for part in (total, persons[user.id, user.name]):
                part["plan_homes"] += homes
                part["plan_area"] += area
                part["plan_amount"] += amount
        digits = company.currency_id
        return {
            "total": self._round(total, digits),
            "persons": self._sort(persons, digits),
            "buildings": self._sort(buildings, digits),
            "layouts": self._sort(layouts, digits),
        }

    @api.model
    def _count(self, part, contract, prefix):
        """Count one contract into a row."""
        part[f"{prefix}homes"] += 1
        part[f"{prefix}area"] += contract.contract_gross_area
        part[f"{prefix}amount"] += contract.price
        if not prefix:
            part["list"] += contract.list_price

    @api.model
    def _round(self, row, currency):
        """Return a row with amounts to the cent, and areas to the hundredth."""
        return {
            name: round(value, 2)
            if "area" in name
            else value
            if "homes" in name
            else currency.round(value)
            for name, value in row.items()
        }

    @api.model
    def _sort(self, parts, currency):
        """Return rows with their names, the best ones first."""
        rows = [
            {"name": name or "", **self._round(row, currency)}
            for (_key, name), row in parts.items()
        ]
        return sorted(rows, key=lambda row: (-row["amount"], row["name"]))

    @api.model
    def _get_signed(self, company, first, months=1):
        """Return the contracts signed in some months up to one, in sudo."""
        # sudo: contracts of everybody, for their sums
        contracts_sudo = self.env["property.contract"].sudo()
        return contracts_sudo.search(
            Domain("company_id", "=", company.id)
            & Domain("signed_on", ">=", first - relativedelta(months=months - 1))
            & Domain("signed_on", "<", first + relativedelta(months=1))
        )

    @api.model
    def _get_rescinded(self, company, first, months=1):
        """Return the contracts rescinded in some months up to one, in sudo."""
        begin = first - relativedelta(months=months - 1)
        end = first + relativedelta(months=1)
        # sudo: as above
        contracts_sudo = self.env["property.contract"].sudo()
        return contracts_sudo.search(
            Domain("company_id", "=", company.id)
            & Domain("state", "=", "rescinded")
            & Domain("ended_at", ">=", company._get_midnight(begin))
            & Domain("ended_at", "<", company._get_midnight(end))
        )

    # targets

    @api.model
    def _get_planned(self, company, first):
        """Return (user, homes, area, amount) of the plans that hold."""
        # sudo: names of colleagues
        targets_sudo = self.env["property.marketing.plan.target"].sudo()
        return targets_sudo._read_group(
            [
                ("company_id", "=", company.id),
                ("month", "=", first),
                ("plan_id.state", "=", "approved"),
            ],
            ["user_id"],
            ["homes:sum", "area:sum", "amount:sum"],
        )

    @api.model
    def _get_sold(self, targets):
        """Return what became of targets, of the contracts that the caller may read.

        :return: {(development id, user id, month): (homes, area, amount)}
        """
        sold = {}
        contracts = self.env["property.contract"]
        for company, own in targets.filtered("month").grouped("company_id").items():
            months = own.mapped("month")
            begin, end = min(months), max(months) + relativedelta(months=1)
            domain = Domain("development_id", "in", own.plan_id.development_id.ids)
            domain &= Domain("user_id", "in", own.user_id.ids)
            signed = Domain("signed_on", ">=", begin) & Domain("signed_on", "<", end)
            gone = Domain("state", "=", "rescinded")
            gone &= Domain("ended_at", ">=", company._get_midnight(begin))
            gone &= Domain("ended_at", "<", company._get_midnight(end))
            # months of the company, not of the caller
            local = contracts.with_context(tz=company._get_zone())
            for sign, day, part in ((1, "signed_on", signed), (-1, "ended_at", gone)):
                for development, user, moment, *sums in local._read_group(
                    domain & part,
                    ["development_id", "user_id", f"{day}:month"],
                    ["__count", "contract_gross_area:sum", "price:sum"],
                ):
                    key = (development.id, user.id, fields.Date.to_date(moment))
                    before = sold.get(key, (0, 0.0, 0.0))
                    sold[key] = tuple(
                        old + sign * new for old, new in zip(before, sums, strict=True)
                    )
        return sold

    # stock

    @api.model
    def _get_stock(self, company, first):
        """Return the homes by their state now, and how long those on sale last.

        :return: {"states": rows, "available": homes, "months": number or None}
        """
        units_sudo = self.env["property.unit"].sudo()  # of everybody
        units_sudo._flush_state()
        rows = self.env.execute_query(
            SQL(
                """
                SELECT home.state, COUNT(*), COALESCE(SUM(home.area), 0),
                       COALESCE(SUM(home.list_price), 0)
                  FROM (SELECT %s AS state, unit.list_price,
                               COALESCE(NULLIF(unit.surveyed_gross_area, 0),
                                        unit.presale_gross_area) AS area
                          FROM property_unit unit
                         WHERE unit.id IN %s) AS home
                 GROUP BY home.state
                 ORDER BY home.state
                """,
                units_sudo._query_state(),
                units_sudo._search([("company_id", "=", company.id)]).subselect(),
            )
        )
        states = [
            {
                "state": state,
                "homes": homes,
                "area": round(float(area), 2),
                "amount": company.currency_id.round(float(amount)),
            }
            for state, homes, area, amount in rows
        ]
        available = sum(row["homes"] for row in states if row["state"] == "available")
        sold = len(self._get_signed(company, first, MONTHS_OF_STOCK))
        sold -= len(self._get_rescinded(company, first, MONTHS_OF_STOCK))
        months = round(available * MONTHS_OF_STOCK / sold, 1) if sold > 0 else None
        return {"states": states, "available": available, "months": months}

from odoo import api, models
from odoo.fields import Domain
from odoo.tools import SQL

# days that something is late, up to and including; the last age has no end
AGES = (30, 60, 90)
# kind of the instalments that loans pay: the kind of the loans
LOANS = {"loan": "bank", "fund": "fund"}


class PropertyMonthMoney(models.AbstractModel):
    """The money of a month by kind, and what is owed by age (R2.8).

    Received is what F33 says of the month. Amounts are in the company's currency.
    """

    _name = "property.month.money"
    _description = "Money of a Month of the Sale of Homes"

    # kinds of money, in their order; what buyers pay of the price themselves is `own`
    _money_kinds = ("deposit", "own", *LOANS, "settlement", "fee")

    @api.model
    def _get_receipts(self, month):
        """Return what was claimed and received in one month, by kind.

        Beside the kinds what the bank refused, what went back, and what was kept or
        moved: the sum of all of it is that of F33.

        :return: {"kinds": rows, "received", "refused", "returned", "moved", "paid_on",
            "total"}
        """
        company = month.company_id
        first, last = month._get_bounds()
        within = Domain("date", ">=", first) & Domain("date", "<=", last)
        within &= Domain("company_id", "=", company.id)
        sums = self._sum_lines(month, within)
        claimed = self._get_claimed(company, first, last)
        received = self._get_received(month, within, sums)
        round_ = company.currency_id.round
        kinds = [
            {
                "kind": kind,
                "claimed": round_(claimed.get(kind, 0.0)),
                "received": round_(received.get(kind, 0.0)),
            }
            for kind in self._money_kinds
        ]
        return {
            "kinds": kinds,
            "received": round_(sum(row["received"] for row in kinds)),
            "refused": round_(sums.get("bounce", 0.0)),
            "returned": round_(sums.get("return", 0.0)),
            "moved": round_(sums.get("entry", 0.0)),
            "paid_on": round_(sums.get("paid_on", 0.0)),
            "total": round_(sum(sums.values())),
        }

    @api.model
    def _sum_lines(self, month, within):
        """Return the movements of F33 by their kind; deposits are a kind of their own.

        :param Domain within: company and days
        """
        # with the rights of whoever reads the month: uncounted money is left out
        lines = month.env["property.ledger.line"]
        sums = dict(lines._read_group(within, ["kind"], ["amount:sum"]))
        of_none = within & Domain("contract_id", "=", False)
        deposits = self._sum(lines, of_none & Domain("kind", "=", "receipt"))
        sums["receipt"] = sums.get("receipt", 0.0) - deposits
        return sums | {"deposit": deposits}

    @api.model
    def _sum(self, records, domain):
        """Return the sum of the amounts of records."""
        [[amount]] = records._read_group(domain, [], ["amount:sum"])
        return amount or 0.0

    @api.model
    def _get_received(self, month, within, sums):
        """Return what was received by kind; to be extended by further kinds.

        :param month: with the rights of whoever reads it
        :param Domain within: company and days
        :param dict sums: of F33, by kind of movement
        """
        # sudo: payouts and settlements of everybody, for their sums
        credits_sudo = self.env["property.bank.credit"].sudo()
        received = {
            kind: self._sum(
                credits_sudo, within & Domain("mortgage_id.kind", "=", loan)
            )
            for kind, loan in LOANS.items()
        }
        received["settlement"] = self._get_settled(within)
        lines = month.env["property.ledger.line"]
        for_others = Domain("kind", "=", "receipt")
        for_others &= Domain("receipt_id.fee_id", "!=", False)
        received["fee"] = self._sum(lines, within & for_others)
        for_others = Domain("fee_id", "!=", False)
        received["fee"] += self._sum(credits_sudo, within & for_others)
        paid = sums.get("receipt", 0.0) + sums.get("credit", 0.0)
        received["own"] = paid - sum(received.values())
        return received | {"deposit": sums["deposit"]}

    @api.model
    def _get_settled(self, within):
        """Return the money that was matched with claims of area settlements.

        :param Domain within: company and days of the money
        """
        # sudo: as above
        settlements_sudo = self.env["property.area.settlement"].sudo()
        claimed = settlements_sudo._search([("move_line_id", "!=", False)])
        parts_sudo = self.env["account.partial.reconcile"].sudo()  # as above
        money = within & Domain("move_id.origin_payment_id", "!=", False)
        money &= Domain("parent_state", "=", "posted")
        return self._sum(
            parts_sudo,
            Domain("credit_move_id", "any", money)
            & Domain("debit_move_id", "in", claimed.subselect("move_line_id")),
        )

    @api.model
    def _get_claimed(self, company, first, last):
        """Return what was claimed in a month, by kind; to be extended.

        :param date first: the first day of the month
        :param date last: its last day
        """
        own = Domain("company_id", "=", company.id)
        # sudo: instalments and settlements of everybody, for their sums
        rows_sudo = self.env["property.instalment"].sudo()
        claims = own & Domain("is_cancelled", "=", False)
        claims &= Domain("move_line_id.date", ">=", first)
        claims &= Domain("move_line_id.date", "<=", last)
        claimed = dict(rows_sudo._read_group(claims, ["kind"], ["amount:sum"]))
        settlements_sudo = self.env["property.area.settlement"].sudo()  # as above
        settled = own & Domain("date", ">=", first) & Domain("date", "<=", last)
        return claimed | {"settlement": self._sum(settlements_sudo, settled)}

    @api.model
    def _get_arrears(self, company, until):
        """Return what is claimed and open, by the days that it is late.

        The part that loans are to pay stands apart: nobody is asked for it.

        :param date until: the day by which it is late
        :return: {"ages": rows, "late": amount, "waiting": money that pays nothing yet}
        """
        rows = {
            age: (items, float(claimed), float(amount))
            for age, items, claimed, amount in self._fetch_ages(company, until)
        }
        round_ = company.currency_id.round
        ages = []
        for age in ("due", *(f"{days}" for days in AGES), "more", "loan"):
            items, claimed, amount = rows.get(age, (0, 0.0, 0.0))
            ages.append(
                {
                    "age": age,
                    "items": items,
                    "claimed": round_(claimed),
                    "open": round_(amount),
                }
            )
        _items, _claimed, waiting = rows.get("waiting", (0, 0.0, 0.0))
        return {
            "ages": ages,
            "late": round_(sum(row["open"] for row in ages[1:-1])),
            "waiting": round_(-waiting),
        }

    @api.model
    def _fetch_ages(self, company, until):
        """Return (age, claims, claimed, open) of what is open on contracts."""
        account = company._find_property_account("property_receivable")
        if not account:
            return []
        ledger = self.env["sales.ledger"]
        ledger._flush()
        self.env["account.move.line"].flush_model(["collection_exclusion"])
        found = ledger._query_open(
            SQL("line.company_id = %s AND line.contract_id IS NOT NULL", company.id),
            also=("balance", "collection_exclusion"),
            accounts=(account.id,),
        )
        steps = SQL(" ").join(
            SQL("WHEN %s - item.due <= %s THEN %s", until, days, f"{days}")
            for days in AGES
        )
        return self.env.execute_query(
            SQL(
                """
                SELECT CASE WHEN item.amount < 0 THEN 'waiting'
                            WHEN COALESCE(item.collection_exclusion, '') <> ''
                            THEN 'loan'
                            WHEN item.due >= %s THEN 'due'
                            %s
                            ELSE 'more' END AS age,
                       COUNT(*), SUM(item.balance), SUM(item.amount)
                  FROM (%s) AS item
                 WHERE item.amount <> 0
                 GROUP BY 1
                """,
                until,
                steps,
                found,
            )
        )

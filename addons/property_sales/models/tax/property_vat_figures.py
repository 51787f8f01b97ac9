from datetime import timedelta

from dateutil.relativedelta import relativedelta

from odoo import api, models
from odoo.fields import Domain

from odoo.addons.property_sales.tools.tax import split_tax
from odoo.addons.property_sales.tools.vat import share_land, split_prepayment

from ..contract.property_contract import SIGNED

# the sums of a line of the worksheet, of which the worksheet has the totals
SUMS = ("received", "refunded", "late", "base", "fees", "intent")


class PropertyVatFigures(models.AbstractModel):
    """The figures of a worksheet of prepaid tax, from the ledger F33 (R2.8).

    Money counts on its day in F33. Left out are fees for others, money of intent until
    it pays a contract, and late fees and penalties, which come with no sale, where the
    company does not have them taxed. All in sudo.
    """

    _name = "property.vat.figures"
    _description = "Figures of Prepaid VAT"

    @api.model
    def _count(self, sheet):
        """Return the values of one draft, and those of its lines."""
        company, currency = sheet.company_id, sheet.currency_id
        _first, last = sheet._get_bounds()
        rates = self.env["property.vat.rate"]
        method = sheet.development_id.tax_method
        percent = rates._get_percent(company, "prepayment", last)
        general = rates._get_percent(company, method, last)
        lines = self._get_lines(sheet, general)
        tax, shares = split_prepayment(
            [(line["amount_base"], line["tax_percent"]) for line in lines],
            percent,
            currency.rounding,
        )
        for line, share in zip(lines, shares, strict=True):
            line["tax"] = share
        carried = sheet._get_previous().carried_out
        due = currency.round(tax + carried)
        vals = {
            f"amount_{name}": currency.round(
                sum(line[f"amount_{name}"] for line in lines)
            )
            for name in SUMS
        }
        vals |= {
            "tax_method": method,
            "percent": percent,
            "tax": tax,
            "carried_in": carried,
            "tax_due": max(due, 0.0),
            "carried_out": min(due, 0.0),
        }
        return vals | self._count_land(sheet, general), lines

    @api.model
    def _get_lines(self, sheet, general):
        """Return the values of the lines of one worksheet, without their tax.

        :param float general: the rate of sales without a signed contract
        """
        sums, homes = {}, {}
        domain = self._get_domain(sheet) & Domain("is_counted", "=", True)
        moved = self.env["property.ledger.line"].sudo().search(domain)  # of everybody
        signed = self._get_signed(moved.reservation_id)
        for line in moved:
            sale = line.contract_id or signed.get(
                line.reservation_id.id, line.reservation_id
            )
            row = sums.setdefault(sale, dict.fromkeys(SUMS, 0.0))
            homes[sale] = line.unit_id
            row[self._get_kind(line)] += line.amount
        for contract, amount in self._get_intent_applied(sheet).items():
            row = sums.setdefault(contract, dict.fromkeys(SUMS, 0.0))
            row["received"] += amount
            row["intent"] -= amount
        for contract, amount in self._get_late(sheet).items():
            sums.setdefault(contract, dict.fromkeys(SUMS, 0.0))["late"] += amount
        return [
            self._prepare_line(sheet, sale, row, homes.get(sale, sale.unit_id), general)
            for sale, row in sorted(
                sums.items(), key=lambda pair: (pair[0]._name, pair[0].id)
            )
            if any(not sheet.currency_id.is_zero(amount) for amount in row.values())
        ]

    @api.model
    def _prepare_line(self, sheet, sale, row, unit, general):
        """Return the values of the line of one sale."""
        round_ = sheet.currency_id.round
        is_contract = sale._name == "property.contract"
        row["base"] = row["received"] + row["refunded"] - row["late"]
        return {
            "contract_id": sale.id if is_contract else False,
            "reservation_id": False if is_contract else sale.id,
            "unit_id": unit.id,
            "tax_percent": sale.tax_percent if is_contract else general,
            **{f"amount_{name}": round_(row[name]) for name in SUMS},
        }

    @api.model
    def _get_kind(self, line):
        """Return under which sum one movement of F33 counts."""
        credit = line.move_id.origin_payment_id.property_credit_id
        if line.kind == "paid_on" or line.receipt_id.fee_id or credit.fee_id:
            return "fees"
        if line.reservation_id.money_kind == "intent":
            return "intent"
        return "received" if line.kind in line._coming_kinds else "refunded"

    @api.model
    def _get_domain(self, sheet):
        """Return the domain of the movements of one month of a development."""
        first, last = sheet._get_bounds()
        return (
            Domain("company_id", "=", sheet.company_id.id)
            & Domain("unit_id.development_id", "=", sheet.development_id.id)
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
        )

    @api.model
    def _get_ledger_total(self, sheet):
        """Return what F33 says of one month of a development, whatever it is for."""
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        domain = self._get_domain(sheet) & Domain("is_counted", "=", True)
        [[total]] = lines_sudo._read_group(domain, [], ["amount:sum"])
        return sheet.company_id.currency_id.round(total or 0.0)

    @api.model
    def _get_months(self, development, after, before):
        """Return the months between two, without them, in which money moved."""
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        rows = lines_sudo._read_group(
            Domain("unit_id.development_id", "=", development.id)
            & Domain("date", ">=", after + relativedelta(months=1))
            & Domain("date", "<", before),
            ["date:month"],
        )
        sheets_sudo = self.env["property.vat.prepayment"].sudo()  # of everybody
        filed = sheets_sudo.search(
            [("development_id", "=", development.id), ("state", "=", "filed")]
        )
        return sorted({month for [month] in rows} - set(filed.mapped("date")))

    @api.model
    def _get_moved(self, company, month):
        """Return the developments of a company with something to count of a month."""
        end = month + relativedelta(months=1)
        lines_sudo = self.env["property.ledger.line"].sudo()  # of everybody
        rows = lines_sudo._read_group(
            [
                ("company_id", "=", company.id),
                ("date", ">=", month),
                ("date", "<", end),
                ("unit_id", "!=", False),
            ],
            ["unit_id"],
        )
        units = lines_sudo.env["property.unit"].union(*(unit for [unit] in rows))
        contracts_sudo = self.env["property.contract"].sudo()  # so too
        handed = contracts_sudo.search(
            [
                ("company_id", "=", company.id),
                ("handover_date", ">=", month),
                ("handover_date", "<", end),
                ("development_id.land_price_deductible", ">", 0),
            ]
        )
        return (units.development_id | handed.development_id).with_env(self.env)

    @api.model
    def _get_signed(self, reservations):
        """Return the contracts that reservations became, by id of the reservation."""
        contracts_sudo = self.env["property.contract"].sudo()  # of everybody
        found = contracts_sudo.search(
            [
                ("reservation_id", "in", reservations.ids),
                ("state", "in", (*SIGNED, "rescinded")),
            ]
        )
        return {contract.reservation_id.id: contract for contract in found}

    @api.model
    def _get_intent_applied(self, sheet):
        """Return the money of intent that paid contracts in a month, by contract."""
        first, last = sheet._get_bounds()
        company = sheet.company_id
        items_sudo = self.env["account.move.line"].sudo()  # read by finance only
        account = self.env["property.claim"]._get_account(company)
        items = items_sudo.search(
            Domain("account_id", "=", account.id)
            & Domain("company_id", "=", company.id)
            & Domain("parent_state", "=", "posted")
            & Domain("date", ">=", first)
            & Domain("date", "<=", last)
            & Domain("contract_id.development_id", "=", sheet.development_id.id)
            & Domain("contract_id.reservation_id.money_kind", "=", "intent")
            & Domain("move_id.origin_payment_id", "=", False)
            & Domain("move_id.line_ids.property_reservation_id", "!=", False)
        )
        applied = {}
        for item in items:
            key = item.contract_id
            applied[key] = applied.get(key, 0.0) - item.balance
        return applied

    @api.model
    def _get_late(self, sheet):
        """Return the money of a month that is beside the sales, by contract."""
        first, last = sheet._get_bounds()
        after = self._get_beside(sheet, last)
        before = self._get_beside(sheet, first - timedelta(days=1))
        return {
            contract: after.get(contract, 0.0) - before.get(contract, 0.0)
            for contract in after | before
        }

    @api.model
    def _get_beside(self, sheet, day):
        """Return what of the money of contracts was beside their sales until a day.

        Late fees that were paid, and what was kept at a rescission; less penalties
        that were granted, and what was given on top.
        """
        company = sheet.company_id
        claims_sudo = self.env["property.late.fee.claim"].sudo()  # of everybody
        claims = claims_sudo.search(
            [
                ("company_id", "=", company.id),
                ("contract_id.development_id", "=", sheet.development_id.id),
                ("move_line_id.date", "<=", day),
            ]
        )
        sums = {}
        for claim in claims:
            contract = claim.contract_id
            sums[contract] = sums.get(contract, 0.0) + claim._get_beside(day)
        own = claims_sudo.search(
            [("contract_id.development_id", "=", sheet.development_id.id)]
        )
        moves = own.move_line_id.move_id | own.tax_back_move_id
        names = "penalty_income", "penalty_expense"
        accounts = [company._get_property_account(name).id for name in names]
        items_sudo = self.env["account.move.line"].sudo()  # read by finance only
        rows = items_sudo._read_group(
            [
                ("account_id", "in", accounts),
                ("company_id", "=", company.id),
                ("contract_id.development_id", "=", sheet.development_id.id),
                ("parent_state", "=", "posted"),
                ("date", "<=", day),
                ("move_id", "not in", moves.ids),
            ],
            ["contract_id"],
            ["balance:sum"],
        )
        for contract, balance in rows:
            sums[contract] = sums.get(contract, 0.0) - balance
        return sums

    @api.model
    def _count_land(self, sheet, general):
        """Return the land to deduct with what is handed over until a month (R2.8).

        Less the part of the months before, so that it is the whole price in the end,
        also where price or area were corrected.
        """
        development, currency = sheet.development_id, sheet.currency_id
        _first, last = sheet._get_bounds()
        contracts_sudo = self.env["property.contract"].sudo()  # of everybody
        handed = contracts_sudo.search(
            [
                ("development_id", "=", development.id),
                ("state", "=", "handed_over"),
                ("handover_date", "<=", last),
            ]
        )
        area = sum(
            unit.surveyed_gross_area or unit.presale_gross_area
            for unit in handed.unit_id
        )
        vals = {"handed_area": area, "land_amount": 0.0, "land_tax": 0.0}
        if development.tax_method != "general":
            return vals
        whole = share_land(
            development.land_price_deductible, area, development.saleable_area
        )
        filed = sheet.sudo().search(  # of everybody
            [
                ("development_id", "=", development.id),
                ("state", "=", "filed"),
                ("date", "<", sheet.date),
            ]
        )
        before = sum(filed.mapped("land_amount")), sum(filed.mapped("land_tax"))
        tax = split_tax(whole, general, currency.rounding)
        return vals | {
            "land_amount": currency.round(whole - before[0]),
            "land_tax": currency.round(tax - before[1]),
        }

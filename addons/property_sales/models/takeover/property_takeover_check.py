from collections import Counter, namedtuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.sales_rules.tools.inherited import add_up

from ..contract.property_contract import SELLER

# what a contract cannot be without; the other fields say so by their figures
REQUIRED = ("unit_id", "partner_id", "user_id", "number", "pricing_basis") + (
    "price",
    "signed_on",
    "delivery_date",
    "tax_percent",
)
# numbers that one contract has, on the line and on contracts
NUMBERS = ("number", "online_number", "filing_number")
# by how much unit price times area may differ from the price: old contracts are
# rounded to the yuan
ROUNDED = 1.0
# booked on by opening entries
ACCOUNTS = (
    "property_receivable",
    "property_contract_liability",
    "property_tax_to_transfer",
)
# contracts whose reasons are named in a message
SHOWN = 10

# The answers that are asked once for all lines.
#   taken    why homes are taken, by id of home
#   numbers  (field, number): how often the take-over has it
#   used     (field, number) that contracts or papers of the company have
#   homes    how often the take-over has each home
#   sellers  ids of the users who sell homes in the company
Known = namedtuple("Known", "taken numbers used homes sellers")


class PropertyTakeoverCheck(models.AbstractModel):
    """All that keeps running contracts from being taken over (R2.4, R2.5, R2.7).

    Asked of the whole take-over at once, in sudo: whether it is right does not depend
    on who checks.
    """

    _name = "property.takeover.check"
    _description = "Check of a Take-over"

    @api.model
    def _note(self, takeover):
        """Note all reasons on a take-over and on its contracts.

        :return: the contracts with reasons, in sudo
        """
        takeover_sudo = takeover.sudo()  # noted by methods only
        reasons = "\n".join(self._get_reasons(takeover_sudo)) or False
        takeover_sudo._write_protected(
            {"checked_at": fields.Datetime.now(), "reasons_text": reasons}
        )
        found = self._get_line_reasons(takeover_sudo)
        wrong = takeover_sudo.line_ids.filtered(lambda line: found[line.id])
        rest = takeover_sudo.line_ids - wrong
        rest.filtered("reasons_text")._write_protected({"reasons_text": False})
        for line in wrong:
            line._write_protected({"reasons_text": "\n".join(found[line.id])})
        return wrong

    @api.model
    def _refuse_wrong(self, takeover):
        """Check that a take-over can go on as it is.

        :raise UserError: naming all that keeps it from it, contract by contract
        """
        wrong = self._note(takeover)
        texts = [takeover.reasons_text]
        texts += [f"{line.display_name}: {line.reasons_text}" for line in wrong[:SHOWN]]
        texts += ["…"] * bool(wrong[SHOWN:])
        texts = list(filter(None, texts))
        if texts:
            raise UserError(
                self.env._(
                    "%(takeover)s cannot go on:\n%(reasons)s",
                    takeover=takeover.display_name,
                    reasons="\n".join(texts),
                )
            )

    @api.model
    def _get_reasons(self, takeover):
        """Return what is wrong with a take-over as a whole.

        :rtype: list[str]
        """
        company, date = takeover.company_id, takeover.date
        names = {"company": company.name, "date": format_date(self.env, date)}
        reasons = []
        if not takeover.line_ids:
            reasons.append(self.env._("There is no contract in it: import them."))
        if date > company._get_today():
            reasons.append(
                self.env._("The cut-over day %(date)s has not come yet.", **names)
            )
        if not all(company._find_property_account(xmlid) for xmlid in ACCOUNTS):
            missing = company._get_missing_property_accounts()
            reasons.append(
                self.env._(
                    "%(company)s has no accounts for the sale of homes: %(accounts)s.",
                    accounts=", ".join(missing),
                    **names,
                )
            )
        else:
            journal = company._get_property_journal()
            if locks := company._get_violated_lock_dates(date, False, journal):
                reasons.append(
                    self.env._(
                        "The books are locked on %(date)s (%(locks)s): open the day, or"
                        " take over as of a later one.",
                        locks=company._format_lock_dates(locks),
                        **names,
                    )
                )
        if takeover.opening_account_id.id in company._get_property_account_ids():
            reasons.append(
                self.env._(
                    "The opening account %s is one of homes: choose that of the opening"
                    " balances.",
                    takeover.opening_account_id.display_name,
                )
            )
        return reasons

    @api.model
    def _get_line_reasons(self, takeover):
        """Return what is wrong with each contract of a take-over.

        :rtype: dict[int, list[str]]
        """
        known = self._get_known(takeover)
        return {
            line.id: [
                *self._get_missing_reasons(line),
                *self._get_home_reasons(line, known),
                *self._get_party_reasons(line, known),
                *self._get_number_reasons(line, known),
                *self._get_date_reasons(line),
                *self._get_price_reasons(line),
                *self._get_money_reasons(line),
            ]
            for line in takeover.line_ids
        }

    @api.model
    def _get_known(self, takeover):
        """Return what is asked once for all contracts of a take-over."""
        lines = takeover.line_ids
        company = takeover.company_id
        numbers = Counter(
            (name, line[name]) for line in lines for name in NUMBERS if line[name]
        )
        contracts = self.env["property.contract"].sudo()  # of whoever leads them
        used = set()
        for name in NUMBERS:
            wanted = [number for field, number in numbers if field == name]
            found = contracts.search_fetch(
                [("company_id", "=", company.id), (name, "in", wanted)], [name]
            )
            used |= {(name, contract[name]) for contract in found}
        papers = self.env["property.document"].sudo()  # as above
        wanted = [number for field, number in numbers if field == "number"]
        found = papers.search_fetch(
            [("company_id", "=", company.id), ("number", "in", wanted)], ["number"]
        )
        used |= {("number", paper.number) for paper in found}
        return Known(
            lines.unit_id._get_taken_reasons(),
            numbers,
            used,
            Counter(line.unit_id.id for line in lines),
            set(company._get_role_users(SELLER).ids),
        )

    @api.model
    def _get_missing_reasons(self, line):
        """Return that something is not entered."""
        missing = [
            line._fields[name]._description_string(self.env)
            for name in REQUIRED
            if not line[name]
        ]
        if not missing:
            return []
        return [self.env._("Not entered: %s.", ", ".join(missing))]

    @api.model
    def _get_home_reasons(self, line, known):
        """Return why the home of a contract cannot be taken over."""
        unit = line.unit_id
        if not unit:
            return []
        names = {"home": unit.display_name}
        if unit.company_id != line.company_id:
            return [self.env._("%(home)s is of another company.", **names)]
        reasons = []
        if known.homes[unit.id] > 1:
            reasons.append(self.env._("%(home)s is named twice.", **names))
        if unit.id in known.taken:
            reasons.append(known.taken[unit.id])
        elif unit.state not in ("unreleased", "available"):
            labels = dict(unit._fields["state"]._description_selection(self.env))
            reasons.append(
                self.env._(
                    "%(home)s is “%(state)s”.", state=labels[unit.state], **names
                )
            )
        if not unit.permit_id:
            reasons.append(
                self.env._("%(home)s is on no permit: enter that first.", **names)
            )
        if unit._is_sold_completed():
            if not unit.surveyed_area_list_id:
                reasons.append(
                    self.env._("%(home)s has no filed list of the survey.", **names)
                )
        elif not unit.presale_area_list_id:
            reasons.append(
                self.env._("%(home)s has no filed pre-sale area list.", **names)
            )
        return reasons

    @api.model
    def _get_party_reasons(self, line, known):
        """Return what is wrong with buyer, salesperson and currency."""
        reasons = []
        of_company = line.partner_id.company_id
        if of_company and of_company != line.company_id:
            reasons.append(
                self.env._("%s is a partner of another company.", line.partner_id.name)
            )
        if line.user_id and line.user_id.id not in known.sellers:
            reasons.append(
                self.env._("%s sells no homes in this company.", line.user_id.name)
            )
        own = line.company_id.currency_id
        if line.currency_id != own:
            reasons.append(
                self.env._(
                    "It is in %(currency)s: homes are sold in %(own)s.",
                    currency=line.currency_id.name,
                    own=own.name,
                )
            )
        return reasons

    @api.model
    def _get_number_reasons(self, line, known):
        """Return which numbers are those of other contracts, or are to come."""
        reasons = []
        for name in NUMBERS:
            number = line[name]
            names = {
                "field": line._fields[name]._description_string(self.env),
                "number": number,
            }
            if known.numbers[name, number] > 1:
                reasons.append(
                    self.env._("%(field)s %(number)s is there twice.", **names)
                )
            elif (name, number) in known.used:
                reasons.append(
                    self.env._("%(field)s %(number)s is another contract's.", **names)
                )
        prefixes = add_up(type(self.env["property.document"]), "_prefixes").values()
        if line.number and line.number.startswith(tuple(f"{p}/" for p in prefixes)):
            reasons.append(
                self.env._(
                    "%s is a number of the registers here, which will give it out"
                    " themselves.",
                    line.number,
                )
            )
        return reasons

    @api.model
    def _get_date_reasons(self, line):
        """Return which days cannot be: future ones, or not in their order."""
        reasons = []
        cut_over, signed_on = line.takeover_id.date, line.signed_on
        for name in ("signed_on", "online_date", "filing_date"):
            names = {
                "field": line._fields[name]._description_string(self.env),
                "date": format_date(self.env, line[name]),
            }
            if line[name] and line[name] > cut_over:
                reasons.append(
                    self.env._(
                        "%(field)s %(date)s: that is after the cut-over day.", **names
                    )
                )
            elif line[name] and signed_on and line[name] < signed_on:
                reasons.append(
                    self.env._(
                        "%(field)s %(date)s: that is before the signature.", **names
                    )
                )
        if line.delivery_date and signed_on and line.delivery_date < signed_on:
            reasons.append(self.env._("The delivery date is before the signature."))
        for name, date in (
            ("online_number", "online_date"),
            ("filing_number", "filing_date"),
        ):
            if bool(line[name]) != bool(line[date]):
                reasons.append(
                    self.env._(
                        "%(number)s and %(date)s: enter both or none.",
                        number=line._fields[name]._description_string(self.env),
                        date=line._fields[date]._description_string(self.env),
                    )
                )
        return reasons

    @api.model
    def _get_price_reasons(self, line):
        """Return what is wrong with price, areas, rates and tax."""
        reasons = []
        gross, inner = line.contract_gross_area, line.contract_inner_area
        if line.pricing_basis in ("gross", "inner") and min(gross, inner) <= 0:
            reasons.append(self.env._("Enter gross and inner area of the contract."))
        elif min(gross, inner) < 0 or inner > gross:
            reasons.append(self.env._("The inner area is larger than the gross area."))
        area = line._get_priced_area()
        difference = abs(line.unit_price * area - line.price)
        # the unit price is rounded to the cent, and counts for each m²
        if line.price and area > 0 and difference > ROUNDED + area / 200:
            reasons.append(
                self.env._(
                    "Unit price and area come to %(found)s, the price is %(price)s.",
                    found=self._format(line, line.unit_price * area),
                    price=self._format(line, line.price),
                )
            )
        if line.price < 0:
            reasons.append(self.env._("A price is more than zero."))
        if not (0 <= line.late_fee_rate <= 100 and 0 <= line.delay_rate <= 100):
            reasons.append(
                self.env._("Rates of late days are from 0 to 100 per mille a day.")
            )
        if not 0 <= line.tax_percent < 100:
            reasons.append(
                self.env._("A rate of value added tax is from 0 to under 100 percent.")
            )
        return reasons

    @api.model
    def _get_money_reasons(self, line):
        """Return in what instalments, claims and payments do not agree."""
        rows, claimed = line.instalment_ids, line.instalment_ids.filtered("is_claimed")
        currency = line.company_id.currency_id
        reasons = []
        if any(currency.compare_amounts(row.amount, 0.0) <= 0 for row in rows):
            reasons.append(self.env._("An instalment is more than zero."))
        undated = rows.filtered(
            lambda row: not row.date_due and (row.is_claimed or row.anchor == "date")
        )
        if undated:
            reasons.append(
                self.env._(
                    "Enter the day on which these are due: %s",
                    ", ".join(undated.mapped("name")),
                )
            )
        total = sum(rows.mapped("amount"))
        if currency.compare_amounts(total, line.price):
            reasons.append(
                self.env._(
                    "The instalments come to %(found)s, the price is %(price)s.",
                    found=self._format(line, total),
                    price=self._format(line, line.price),
                )
            )
        total = sum(claimed.mapped("amount"))
        if currency.compare_amounts(total, line.amount_claimed):
            reasons.append(
                self.env._(
                    "The claimed instalments come to %(found)s, claimed so far are"
                    " %(claimed)s.",
                    found=self._format(line, total),
                    claimed=self._format(line, line.amount_claimed),
                )
            )
        if currency.compare_amounts(line.amount_paid, 0.0) < 0:
            reasons.append(self.env._("The paid amount is not less than zero."))
        return reasons

    @api.model
    def _format(self, line, amount):
        """Return an amount in the currency of the company."""
        return formatLang(self.env, amount, currency_obj=line.company_id.currency_id)

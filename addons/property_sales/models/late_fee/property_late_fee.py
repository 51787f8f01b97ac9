from collections import namedtuple

from odoo import api, models
from odoo.tools.misc import format_date, formatLang

from odoo.addons.property_sales.tools import late_fee

from ..contract.property_contract import SIGNED
from ..instalment.property_claim import Claim
from ..loan.property_mortgage import PAYS

# A part that was late: the instalment, or none, the amount, from the first to the last
# late day, both counted, and the fee in the company's currency.
Row = namedtuple("Row", "instalment amount date_from date_to days fee")


class PropertyLateFee(models.AbstractModel):
    """Late fees of buyers, and the developer's penalty for a late handover (R2.11).

    Counted by the rates of the contract from the ledger: money counts on its own day.
    Nothing is booked before finance claims it. Amounts are in the company's currency.
    """

    _name = "property.late.fee"
    _description = "Late Fees of Homes"

    @api.model
    def _count(self, contract, day):
        """Return what a buyer was late with until a day, by parts that were paid.

        An instalment is late from the day after it is due, or after the signature
        where that was later. The part of a loan is not the buyer's before the payout,
        unless it was refused by the buyer's fault.

        :rtype: list[Row]
        """
        if contract.state not in SIGNED:
            return []
        contract_sudo = contract.sudo()  # the salesperson reads no entries
        left_out = self._get_left_out_kinds(contract_sudo)
        owed = contract_sudo.instalment_ids.filtered(
            lambda row: (
                row.date_due and not row.is_cancelled and row.kind not in left_out
            )
        )
        rows = []
        for instalment in owed:
            parts = late_fee.split_late(
                instalment.amount,
                max(instalment.date_due, self._get_first_day(contract)),
                self._get_payments(instalment.move_line_id),
                contract.late_fee_rate,
                day,
                contract.currency_id.rounding,
            )
            rows += [self._get_row(instalment, part) for part in parts]
        return rows

    @api.model
    def _get_first_day(self, contract):
        """Return the day before which nothing of a contract is late."""
        return contract.signed_on

    @api.model
    def _count_penalty(self, contract, day):
        """Return the penalty for a handover after the agreed day, until a day.

        Of all of the price that is paid by then, from the day after the agreed one to
        the handover; it ends on the day that the buyer was told for it.

        :return: one row, or none
        :rtype: list[Row]
        """
        due, end = contract.delivery_date, self._get_penalty_end(contract, day)
        if contract.state not in SIGNED or not due or end <= due:
            return []
        step = contract.currency_id.rounding
        paid, rate = self._get_price_paid(contract, end), contract.delay_rate
        parts = late_fee.split_late(paid, due, [], rate, end, step)
        return [self._get_row(contract.instalment_ids.browse(), row) for row in parts]

    @api.model
    def _get_row(self, instalment, part):
        """Return the row of a part of an instalment, or of none."""
        row = Row(instalment, *part)
        return row._replace(amount=float(row.amount), fee=float(row.fee))

    @api.model
    def _get_left_out_kinds(self, contract):
        """Return the kinds of instalments of a contract, in sudo, without late fee."""
        kinds = self.env["property.contract.money"]._get_loan_kinds(contract)
        refused = contract.mortgage_ids.filtered(lambda loan: loan.state == "refused")
        by_buyer = {
            PAYS[loan.kind] for loan in refused.filtered(lambda r: r.fault == "buyer")
        }
        return kinds | ({PAYS[loan.kind] for loan in refused} - by_buyer)

    @api.model
    def _get_payments(self, item):
        """Return what paid a claim, in sudo, each on its own day.

        :return: list of (day, amount)
        """
        return [
            (part.credit_move_id.date, part.amount) for part in self._get_parts(item)
        ]

    @api.model
    def _get_parts(self, items):
        """Return the reconciliations of claims, in sudo."""
        return items.matched_credit_ids

    @api.model
    def _get_price_paid(self, contract, day):
        """Return what was paid of the price until a day."""
        contract_sudo = contract.sudo()  # the salesperson reads no entries
        settled = contract_sudo.settlement_ids.move_line_id
        items = contract_sudo.instalment_ids.move_line_id | settled
        # what became less, or is netted, is not paid
        claims = settled | contract_sudo.late_fee_claim_ids.move_line_id
        paid = [
            part.amount
            for part in self._get_parts(items)
            if part.credit_move_id not in claims and part.credit_move_id.date <= day
        ]
        return contract.currency_id.round(sum(paid))

    @api.model
    def _get_penalty_end(self, contract, day):
        """Return until when a penalty that is counted until `day` runs."""
        told = self._get_told_day(contract)
        return min(filter(None, (day, contract.handover_date, told)))

    @api.model
    def _get_told_day(self, contract):
        """Return the day that the buyer was told for the handover, or nothing.

        One that was refused with a cause was none.
        """
        contract_sudo = contract.sudo()  # whoever told it
        told = contract_sudo.handover_ids.filtered(
            lambda row: row.state != "refused" or not row.with_cause
        )
        return max(told.mapped("date_from"), default=False)

    @api.model
    def _get_accrued(self, contract, kind, day):
        """Return what accrued until a day, and the rows that it comes from.

        :param str kind: of `property.late.fee.claim`
        :rtype: tuple[float, list[Row]]
        """
        count = self._count if kind == "late_fee" else self._count_penalty
        rows = count(contract, day)
        return contract.currency_id.round(sum(row.fee for row in rows)), rows

    @api.model
    def _get_claimed(self, contract, kind):
        """Return what was claimed so far, and waived where that is known."""
        claims_sudo = contract.sudo().late_fee_claim_ids  # whoever claimed it
        claimed = claims_sudo.filtered(lambda row: row.kind == kind)
        return contract.currency_id.round(sum(claimed.mapped("amount")))

    @api.model
    def _get_left(self, contract, kind, day):
        """Return what accrued until a day and is not claimed; negative if too much."""
        accrued, _rows = self._get_accrued(contract, kind, day)
        claimed = self._get_claimed(contract, kind)
        return contract.currency_id.round(accrued - claimed)

    @api.model
    def _claim(self, contract, kind, date=None):
        """Claim what accrued until a day less what was claimed, in one entry.

        :param str kind: of `property.late.fee.claim`
        :param date: the day until which it is counted, today by default
        :return: the claim, in sudo
        :raise UserError: all that speaks against it
        """
        day = date or contract.company_id._get_today()
        # claimed twice at once: the second is retried, and finds nothing
        contract.unit_id._take_guard()
        contract.invalidate_recordset(["state", "late_fee_claim_ids"])
        contract._refuse(self._get_cannot_claim_reasons(contract, kind, day))
        return self._book(contract, kind, day, self._get_left(contract, kind, day))

    @api.model
    def _book(self, contract, kind, day, amount):
        """Book a claim of one contract, and match it.

        :param str kind: of `property.late.fee.claim`
        :param date day: until which it is counted
        :param float amount: negative where it takes back
        :return: the claim, in sudo
        """
        accrued, rows = self._get_accrued(contract, kind, day)
        claims = self.env["property.late.fee.claim"]
        # sudo: made by methods only
        claim_sudo = claims.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "date": day,
                    "amount": amount,
                    "amount_total": accrued,
                    "rows": claims._pack(rows),
                    "user_id": self.env.uid,
                }
            ]
        )
        item = self.env["property.claim"]._book([self._get_entry(claim_sudo)])
        claim_sudo._write_protected({"move_line_id": item.id})
        self.env["property.contract.money"]._take(contract)
        return claim_sudo

    @api.model
    def _get_entry(self, claim):
        """Return what is booked of one claim, in sudo."""
        company = claim.company_id
        sign = 1 if claim.kind == "late_fee" else -1
        return Claim(
            claim.contract_id,
            sign * claim.amount,
            company._get_today(),
            claim._get_name(),
            "penalty_income" if claim.kind == "late_fee" else "penalty_expense",
            is_back=claim.amount < 0,
        )

    @api.model
    def _get_cannot_claim_reasons(self, contract, kind, day):
        """Return all that speaks against a claim until a day.

        :rtype: list[str]
        """
        if contract.state not in SIGNED:
            return [self.env._("It is claimed between signature and rescission only.")]
        today, last = contract.company_id._get_today(), None
        if kind == "penalty":
            # the day of the handover is known ahead
            last = self._get_told_day(contract)
        last = max(filter(None, (today, last)))
        if not contract.signed_on <= day <= last:
            return [
                self.env._(
                    "It is counted until a day from %(first)s to %(last)s.",
                    first=format_date(self.env, contract.signed_on),
                    last=format_date(self.env, last),
                )
            ]
        if contract.currency_id.is_zero(self._get_left(contract, kind, day)):
            return [
                self.env._(
                    "Until %s nothing accrued that is not claimed.",
                    format_date(self.env, day),
                )
            ]
        return []

    @api.model
    def _get_handover_reasons(self, contract):
        """Return what of it stands in the way of the handover.

        :rtype: list[str]
        """
        today, currency = contract.company_id._get_today(), contract.currency_id
        fee = self._get_left(contract, "late_fee", today)
        penalty = self._get_left(contract, "penalty", today)
        reasons = []
        # sudo: the salesperson reads no entries
        items_sudo = contract.sudo().late_fee_claim_ids.move_line_id
        open_amounts = self.env["sales.ledger"].sudo()._get_open(items_sudo)  # so too
        owed = sum(open_amounts[item.id][0] for item in items_sudo if item.balance > 0)
        if currency.compare_amounts(owed, 0.0) > 0:
            reasons.append(
                self.env._(
                    "Of what is owed, %s are late fees.",
                    formatLang(self.env, owed, currency_obj=currency),
                )
            )
        if not currency.is_zero(fee):
            reasons.append(
                self.env._(
                    "Late fees of %s accrued and are not claimed: finance does it.",
                    formatLang(self.env, fee, currency_obj=currency),
                )
            )
        if currency.compare_amounts(penalty, 0.0) > 0:
            reasons.append(
                self.env._(
                    "The penalty for the late handover is not settled, %s are left:"
                    " finance does it.",
                    formatLang(self.env, penalty, currency_obj=currency),
                )
            )
        return reasons

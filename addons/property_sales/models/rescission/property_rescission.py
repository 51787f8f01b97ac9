from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT

from ..loan.property_mortgage import WAITING

# on these grounds the law gives all back with interest, and no double deposit
RETURNED = ("area", "design")


class PropertyRescission(models.AbstractModel):
    """A contract ends before the handover, by somebody's fault or nobody's (R2.7).

    The buyer's fault: the deposit 定金 is kept, the rest returned. The developer's: the
    deposit is returned twice, and the rest with interest; where the buyer leaves for
    the area or a change of the design, all with interest. Nobody's: all is returned.
    By agreement: less what was agreed. Other debts are set off. The home is on
    sale again when the bureau has cancelled the filing.
    """

    _name = "property.rescission"
    _description = "Rescission of a Contract"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind'
        contract, currency = amendment.contract_id, amendment.currency_id
        money = self.env["property.rescission.money"]
        claimed, balance = money._get_base(contract)
        # debts of other things than the price are set off against what was paid
        due = currency.round(claimed - balance)
        paid = currency.round(
            sum(amount for _day, amount, _early in money._get_payments(contract))
        )
        deposit, interest = self._get_consequences(amendment)
        refund = currency.round(due + deposit + interest)
        return {
            "claims": claimed,
            "paid": paid,
            "deposit": deposit,
            "interest": interest,
            "fee": currency.round(paid - due),
            "refund": refund,
            "moved": currency.round(max(paid, refund)),
        }

    @api.model
    def _get_consequences(self, amendment):
        """Return what the fault costs whom.

        :return: the deposit paid on top, or negative what is kept, and the interest
        :rtype: tuple[float, float]
        """
        contract, fault = amendment.contract_id, amendment.fault
        money = self.env["property.rescission.money"]
        if fault == "agreed":
            return -amendment.agreed_amount, 0.0
        if fault == "buyer":
            return -money._get_deposit(contract), 0.0
        if fault == "developer":
            is_doubled = amendment.ground not in RETURNED
            deposit = money._get_deposit(contract) if is_doubled else 0.0
            interest = money._get_interest(contract, amendment.date, is_doubled)
            return deposit, interest
        return 0.0, 0.0

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind': a credit for finance to pay, and zero
        return {
            "receivable": -figures["refund"],
            "contract_liability": 0.0,
            "tax_to_transfer": 0.0,
            "penalty_income": min(figures["deposit"], 0.0),
            "penalty_expense": max(figures["deposit"], 0.0) + figures["interest"],
        }

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        fields_by_name = amendment._fields
        faults = dict(fields_by_name["fault"]._description_selection(self.env))
        grounds = dict(fields_by_name["ground"]._description_selection(self.env))
        named = faults.get(amendment.fault), grounds.get(amendment.ground)
        return ", ".join(filter(None, named))

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        reasons = super()._get_reasons(amendment)
        if contract.state == "handed_over":
            reasons.append(
                self.env._(
                    "It was handed over on %s: a rescission is for courts then.",
                    format_date(self.env, contract.handover_date),
                )
            )
        if not amendment.fault:
            reasons.append(self.env._("Say by whose fault it ends."))
        if amendment.agreed_amount and amendment.fault != "agreed":
            reasons.append(self.env._("An amount is agreed only where both agree."))
        reasons += self._get_ground_reasons(amendment)
        receipts = contract.receipt_ids | contract.reservation_id.receipt_ids
        waiting = receipts.filtered(lambda receipt: receipt.state in IN_TRANSIT)
        if waiting:
            reasons.append(
                self.env._(
                    "Receipt %s is not verified by finance yet: wait for it.",
                    waiting[0].display_name,
                )
            )
        refund = self._count(amendment)["refund"] if not reasons else 0.0
        if amendment.currency_id.compare_amounts(refund, 0.0) < 0:
            reasons.append(
                self.env._(
                    "It would leave the buyer owing %s: at most what was paid is kept.",
                    formatLang(self.env, -refund, currency_obj=amendment.currency_id),
                )
            )
        return reasons

    @api.model
    def _get_ground_reasons(self, amendment):
        """Return what the ground of a rescission lacks.

        :rtype: list[str]
        """
        contract, ground = amendment.contract_id, amendment.ground
        reasons = []
        if ground in RETURNED and amendment.fault != "developer":
            reasons.append(
                self.env._("On this ground the developer answers for the end.")
            )
        if ground == "area":
            reasons.append(self._get_area_reason(amendment))
        if ground == "loan":
            faults = contract.mortgage_ids.filtered(
                lambda loan: loan.state == "refused"
            ).mapped("fault")
            if not faults:
                reasons.append(self.env._("No loan of it was refused."))
            elif amendment.fault not in (*faults, "agreed"):
                reasons.append(
                    self.env._("The loan was refused by another one's fault.")
                )
        return list(filter(None, reasons))

    @api.model
    def _get_area_reason(self, amendment):
        """Return why the buyer may not leave for the area, or an empty text."""
        contract = amendment.contract_id
        if not contract.settlement_ids:
            return self.env._("Its surveyed area is not settled.")
        if not contract.rescind_until:
            return self.env._(
                "Its area differs by no more than %(tolerance)s %%: the buyer may not"
                " leave for it.",
                tolerance=formatLang(self.env, contract.area_tolerance, digits=2),
            )
        if amendment.date > contract.rescind_until:
            return self.env._(
                "The right to leave for the area ended on %s.",
                format_date(self.env, contract.rescind_until),
            )
        return ""

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract = amendment.contract_id
        unpaid = contract.instalment_ids.filtered(lambda row: row.state != "paid")
        unpaid._write_protected({"is_cancelled": True})
        deposit = figures["deposit"]
        self.env["property.rescission.money"]._book(
            contract, max(-deposit, 0.0), max(deposit, 0.0) + figures["interest"]
        )
        others = contract.amendment_ids.filtered(
            lambda row: (
                row != amendment
                and row.state in ("draft", "submitted", "approved", "rejected")
            )
        )
        others.action_cancel()
        reason = amendment.reason
        loans = contract.mortgage_ids.filtered(lambda loan: loan.state in WAITING)
        fault = amendment.fault if amendment.fault != "agreed" else "none"
        loans._move("refused", fault=fault, end_reason=reason)
        told = contract.handover_ids.filtered(
            lambda row: row.state in ("notified", "inspected")
        )
        told._move("refused", end_reason=reason)
        contract._move("rescinded", end_reason=reason, ended_at=fields.Datetime.now())
        # the home is free for another contract at once
        contract.flush_recordset(["state"])
        contract.unit_id._move_up()

    @api.model
    def _pay_back(self, contract, journal):
        """Pay back what one rescinded contract leaves.

        :param journal: the bank it is paid from, the designated one by default
        :return: the ids of the payments
        :raise UserError: when nothing is left, or for another journal than a bank
        """
        journal = journal or contract.permit_id.sudo().journal_id  # the designated one
        contract.company_id._check_homes_bank(journal)
        # sudo: finance writes no contracts
        ended_sudo = contract.sudo().amendment_ids.filtered(
            lambda row: row.kind == "rescission" and row.state == "applied"
        )
        refunds = self._refund(ended_sudo, journal)
        if not refunds:
            raise UserError(
                self.env._("%s: nothing is left to pay back.", contract.display_name)
            )
        self.env["property.deadline"]._follow(ended_sudo)
        return refunds.payment_id.ids

    @api.model
    def _refund(self, amendment, journal):
        """Pay back what an applied rescission leaves, to lenders first.

        :param journal: the bank it is paid from
        :return: the refunds, in sudo
        """
        contract, currency = amendment.contract_id, amendment.currency_id
        # paid twice at once: the second is retried, and finds nothing
        contract.unit_id._take_guard()
        items = self.env["property.claim"]._get_items(contract)
        refunds = self.env["property.refund"]
        left = currency.round(-sum(items.values()))
        paid = refunds.sudo()  # made by methods only
        if currency.compare_amounts(left, 0.0) <= 0:
            return paid
        credits = next(iter(items)).union(*items)
        origin = {"amendment_id": amendment.id}
        for payee, amount in self._get_payees(amendment):
            part = currency.round(min(amount, left))
            if currency.compare_amounts(part, 0.0) > 0:
                left = currency.round(left - part)
                paid |= refunds._pay(
                    contract, journal, credits, part, **origin, payee=payee
                )
        if not currency.is_zero(left):
            paid |= refunds._pay(contract, journal, credits, left, **origin)
        return paid

    @api.model
    def _get_payees(self, amendment):
        """Return who but the buyer is still to get money back: lenders what they paid.

        :return: list of (name, amount)
        """
        returned = {}
        for refund in amendment.refund_ids:
            returned[refund.payee] = returned.get(refund.payee, 0.0) + refund.amount
        payees = {}
        for loan in amendment.contract_id.mortgage_ids:
            name = loan.bank_id.name
            payees[name] = payees.get(name, 0.0) + loan.amount_paid_out
        return [
            (name, amount - returned.get(name, 0.0)) for name, amount in payees.items()
        ]

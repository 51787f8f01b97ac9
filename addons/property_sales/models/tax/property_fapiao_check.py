from odoo import api, models
from odoo.fields import Domain
from odoo.tools.misc import format_date, formatLang

from ..contract.property_contract import SIGNED


class PropertyFapiaoCheck(models.AbstractModel):
    """Finding what speaks against a fapiao, and for which money one is missing (R2.8).

    Amounts are in the company's currency, by id of the record.
    """

    _name = "property.fapiao.check"
    _description = "Check of Fapiao of Homes"

    @api.model
    def _get_reasons(self, fapiao):
        """Return all that speaks against one fapiao that is made already.

        :rtype: list[str]
        """
        contract = fapiao.contract_id
        today = contract.company_id._get_today()
        reasons = []
        if contract.state not in SIGNED:
            reasons.append(
                self.env._("A fapiao is issued between signature and rescission.")
            )
        if fapiao.date > today:
            reasons.append(self.env._("No fapiao is issued in the future."))
        if fapiao.instalment_id and fapiao.instalment_id.contract_id != contract:
            reasons.append(self.env._("Name an instalment of this contract."))
        if fapiao.kind == "sale":
            reasons += self._get_sale_reasons(fapiao)
        else:
            reasons += self._get_advance_reasons(fapiao)
        reasons.append(self._get_receipt_reason(fapiao))
        return [
            self.env._(
                "Fapiao %(number)s: %(reason)s", number=fapiao.number, reason=reason
            )
            for reason in reasons
            if reason
        ]

    @api.model
    def _get_sale_reasons(self, fapiao):
        """Return what speaks against a fapiao of the sale."""
        contract = fapiao.contract_id
        if contract.state != "handed_over" or fapiao.date < contract.handover_date:
            return [
                self.env._("The fapiao of the sale is issued from the handover on.")
            ]
        total = self._get_invoiced(contract).get(contract.id, 0.0)
        return [
            self._get_excess_reason(fapiao, self._get_sums(contract, "sale"), total)
        ]

    @api.model
    def _get_advance_reasons(self, fapiao):
        """Return what speaks against a fapiao of money before the handover."""
        contract, instalment = fapiao.contract_id, fapiao.instalment_id
        reasons = []
        if contract.handover_date and fapiao.date > contract.handover_date:
            reasons.append(
                self.env._(
                    "The home was handed over on %s: enter the fapiao of the sale.",
                    format_date(self.env, contract.handover_date),
                )
            )
        paid = self._get_paid(contract).get(contract.id, 0.0)
        sums = self._get_sums(contract, "advance")
        reasons.append(self._get_excess_reason(fapiao, sums, paid))
        if instalment.contract_id == contract and instalment:
            own = self._get_sums(instalment, "advance")
            paid = self._get_paid(instalment)[instalment.id]
            reasons.append(self._get_excess_reason(fapiao, own, paid, instalment.name))
        return reasons

    @api.model
    def _get_excess_reason(self, fapiao, sums, limit, name=""):
        """Return that fapiao come to more than their limit, or an empty text.

        :param dict sums: what is entered, the fapiao with it
        :param str name: of what the limit is of
        """
        currency = fapiao.currency_id
        total = sum(sums.values())
        if currency.compare_amounts(total, limit) <= 0:
            return ""
        left = currency.round(limit - (total - fapiao.amount))
        names = {
            "name": f"{name}: " if name else "",
            "limit": formatLang(self.env, limit, currency_obj=currency),
            "left": formatLang(self.env, max(left, 0.0), currency_obj=currency),
        }
        if fapiao.kind == "sale":
            return self.env._(
                "The invoice is over %(limit)s, of which %(left)s have no fapiao.",
                **names,
            )
        return self.env._(
            "%(name)s%(limit)s was received, of which %(left)s have no fapiao.", **names
        )

    @api.model
    def _get_receipt_reason(self, fapiao):
        """Return why a receipt is not exchanged for one fapiao, or an empty text."""
        # sudo: receipts of whoever took the money
        receipt_sudo = fapiao.receipt_id.sudo()
        if not receipt_sudo:
            return ""
        contract = fapiao.contract_id
        of_sale = receipt_sudo.contract_id == contract or (
            receipt_sudo.reservation_id
            and receipt_sudo.reservation_id == contract.sudo().reservation_id  # so too
        )
        if not of_sale or receipt_sudo.fee_id:
            return self.env._("The receipt is of another sale, or of a fee.")
        if receipt_sudo.state != "verified" or receipt_sudo.is_bounced:
            return self.env._("The receipt is not verified, or the bank refused it.")
        rows = self.env["property.fapiao"]._read_group(
            [("receipt_id", "=", receipt_sudo.id)], [], ["amount:sum"]
        )
        [[exchanged]] = rows
        amount = sum(receipt_sudo.method_ids.mapped("amount"))
        if fapiao.currency_id.compare_amounts(exchanged, amount) > 0:
            return self.env._(
                "The receipt is over %s, and exchanged for more than that.",
                formatLang(self.env, amount, currency_obj=fapiao.currency_id),
            )
        return ""

    @api.model
    def _get_sums(self, records, kind):
        """Return the fapiao of contracts or instalments, less what is taken back."""
        names = {
            "property.contract": "contract_id",
            "property.instalment": "instalment_id",
        }
        name = names[records._name]
        # sudo: sums, for whoever reads the record
        fapiao_sudo = self.env["property.fapiao"].sudo()
        rows = fapiao_sudo._read_group(
            [(name, "in", records.ids), ("kind", "=", kind)], [name], ["amount:sum"]
        )
        return {record.id: record.currency_id.round(amount) for record, amount in rows}

    @api.model
    def _get_paid(self, records):
        """Return what was paid of the price of contracts, or of instalments."""
        if records._name == "property.contract":
            money_sudo = self.env["property.contract.money"].sudo()  # sums, as above
            records_sudo = records.sudo()  # as above
            return money_sudo._get_received(records_sudo, ("verified",))
        return {
            row.id: row.currency_id.round(row.amount - row.amount_residual)
            if row.state in ("claimed", "paid")
            else 0.0
            for row in records
        }

    @api.model
    def _get_invoiced(self, contracts):
        """Return the totals of the invoices of contracts that are handed over."""
        rows_sudo = contracts.sudo().handover_ids  # of whoever handed over
        return {
            row.contract_id.id: row.move_id.amount_total
            for row in rows_sudo.filtered("move_id")
        }

    @api.model
    def _get_missing(self, contracts):
        """Return for which money of contracts there is no fapiao.

        After the handover it is the invoice that wants one, before it what was paid.
        """
        handed_over = contracts.filtered(lambda row: row.state == "handed_over")
        running = contracts.filtered(
            lambda row: row.state in SIGNED and row.state != "handed_over"
        )
        missing = {}
        for own, kind, get in (
            (handed_over, "sale", self._get_invoiced),
            (running, "advance", self._get_paid),
        ):
            wanted, sums = get(own), self._get_sums(own, kind)
            for row in own:
                left = wanted.get(row.id, 0.0) - sums.get(row.id, 0.0)
                missing[row.id] = max(row.currency_id.round(left), 0.0)
        return missing

    @api.model
    def _get_left(self, records):
        """Return for which money of contracts, or of instalments, there is no fapiao.

        Of an instalment at most what is missing of its contract.
        """
        if records._name == "property.contract":
            return self._get_missing(records)
        paid, sums = self._get_paid(records), self._get_sums(records, "advance")
        missing = {}
        for row in records:
            left = paid[row.id] - sums.get(row.id, 0.0)
            is_over = row.contract_id.state == "handed_over"
            left = 0.0 if is_over else min(left, row.contract_id.fapiao_missing)
            missing[row.id] = max(row.currency_id.round(left), 0.0)
        return missing

    @api.model
    def _search_left(self, records):
        """Return the domain of contracts, or instalments, with money without fapiao."""
        domain = Domain("state", "in", SIGNED)
        if records._name == "property.instalment":
            domain = Domain("contract_id.state", "in", ("signed", "filed", "settled"))
            domain &= Domain("contract_id.fapiao_missing", ">", 0)
            domain &= Domain("state", "in", ("claimed", "paid"))
        # sudo: the caller's own rules come with the search around it
        missing = self._get_left(records.sudo().search(domain))
        return Domain("id", "in", [key for key, amount in missing.items() if amount])

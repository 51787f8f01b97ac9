from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date, formatLang

from odoo.addons.receivables_collect.models.receipt.collection_receipt import IN_TRANSIT


class PropertyBuyerChange(models.AbstractModel):
    """Others buy in the place of the buyers of a signed contract (R2.7).

    All of an amendment's buyers replace those of the contract, who stay on record. The
    first of them is the buyer whose name money is booked under: open claims and waiting
    money go over to that one. The filing at the bureau is changed.
    """

    _name = "property.buyer.change"
    _description = "Change of the Buyers of a Contract"
    _inherit = ["property.amendment.kind"]

    @api.model
    def _changes_filing(self, amendment):
        # EXTENDS 'property.amendment.kind': it names the buyers
        return True

    @api.model
    def _get_rows(self, holder):
        """Return the rows of a contract or an amendment in their order: buyers, then
        those who act for them; in sudo.
        """
        rows_sudo = holder.sudo().buyer_ids  # sudo: whoever reads them
        return rows_sudo.sorted(
            lambda row: (row.role != "buyer", row.sequence, row._origin.id or 0)
        )

    @api.model
    def _get_main(self, amendment):
        """Return the first buyer of an amendment: the contract's new customer."""
        rows = self._get_rows(amendment)
        return rows.filtered(lambda row: row.role == "buyer")[:1].partner_id

    @api.model
    def _is_same(self, amendment):
        """Return whether an amendment leaves the buyers as they are.

        Another identity number of one of them is a change: the signed one was wrong.
        """

        def describe(holder):
            rows = self._get_rows(holder)
            parts = [
                (row.partner_id, row.role, row.of_buyer_id.partner_id, row.share)
                for row in rows
            ]
            return holder.ownership, parts[:1], set(parts)

        if describe(amendment) != describe(amendment.contract_id):
            return False
        numbers = [
            {
                (row.partner_id, row.role, row.id_number)
                for row in self._get_rows(holder)
            }
            for holder in (amendment, amendment.contract_id)
        ]
        return not any(number for *_person, number in numbers[0] - numbers[1])

    @api.model
    def _count(self, amendment):
        # EXTENDS 'property.amendment.kind': what goes over to another name
        contract, main = amendment.contract_id, self._get_main(amendment)
        if not main or main == contract.partner_id:
            return {}
        items = self.env["property.buyer.money"]._get_items(contract, main)
        moved = sum(abs(amount) for amount in items.values())
        return {"moved": amendment.currency_id.round(moved)}

    @api.model
    def _get_accounts_after(self, amendment, figures):
        # EXTENDS 'property.amendment.kind': as before, under another name
        return self._get_owed_after(amendment)

    @api.model
    def _get_change_text(self, amendment):
        # EXTENDS 'property.amendment.kind'
        if amendment.state == "applied":
            return self._join_buyers(amendment)
        before = self._join_buyers(amendment.contract_id)
        return f"{before} → {self._join_buyers(amendment)}"

    @api.model
    def _join_buyers(self, holder):
        """Return the names of the buyers, with their shares."""
        rows = self._get_rows(holder).filtered(lambda row: row.role == "buyer")
        return ", ".join(
            f"{row.partner_id.name} {formatLang(self.env, row.share, digits=2)} %"
            if row.share
            else row.partner_id.name or ""
            for row in rows
        )

    @api.model
    def _get_reasons(self, amendment):
        # EXTENDS 'property.amendment.kind'
        contract, main = amendment.contract_id, self._get_main(amendment)
        reasons = super()._get_reasons(amendment)
        if contract.state == "handed_over":
            reasons.append(
                self.env._(
                    "It was handed over on %s: from then on the home is sold by its"
                    " owner.",
                    format_date(self.env, contract.handover_date),
                )
            )
        if not main:
            reasons.append(self.env._("Enter the buyers: one at least."))
            return reasons
        reasons += self.env["property.buyer.check"]._get_together_reasons(amendment)
        if self._is_same(amendment):
            reasons.append(self.env._("These are the buyers that it has."))
        if main != contract.partner_id:
            reasons.append(self._get_customer_reason(contract, main))
            reasons += self._get_money_reasons(contract, main)
        return list(filter(None, reasons))

    @api.model
    def _get_customer_reason(self, contract, partner):
        """Return why the salesperson of a contract may not serve a new buyer, if so."""
        user, company = contract.user_id, contract.company_id
        if partner.company_id and partner.company_id != company:
            return self.env._(
                "%(customer)s is a customer of %(company)s: homes are sold to customers"
                " of their own company.",
                customer=partner.display_name,
                company=partner.company_id.name,
            )
        if not partner.with_user(user).has_access("read"):
            return self.env._(
                "%(customer)s is the customer of %(user)s: ask the leader of the team"
                " to give the customer over first.",
                customer=partner.display_name,
                user=partner.user_id.name,
            )
        try:
            self.env["property.reservation"]._check_served(partner, company, user)
        except UserError as error:
            return error.args[0]
        return ""

    @api.model
    def _get_money_reasons(self, contract, partner):
        """Return why open money of a contract cannot go to another name now.

        :rtype: list[str]
        """
        reasons = []
        receipts = contract.receipt_ids | contract.reservation_id.receipt_ids
        waiting = receipts.filtered(lambda receipt: receipt.state in IN_TRANSIT)
        if waiting:
            reasons.append(
                self.env._(
                    "Receipt %s is not verified by finance yet: wait for it.",
                    waiting[0].display_name,
                )
            )
        money = self.env["property.buyer.money"]
        slips = money._get_slips(money._get_items(contract, partner))
        if slips:
            reasons.append(
                self.env._(
                    "Collection slip %s asks the former buyer for it: finance takes it"
                    " back first.",
                    ", ".join(slips.mapped("display_name")),
                )
            )
        return reasons

    @api.model
    def _apply(self, amendment, figures):
        # EXTENDS 'property.amendment.kind'
        contract, main = amendment.contract_id, self._get_main(amendment)
        self._replace(amendment)
        if main != contract.partner_id:
            contract._write_protected({"partner_id": main.id})
            self._take_customer(contract, main)
            entry = self.env["property.buyer.money"]._move(contract)
            amendment._write_protected({"entry_id": entry.id})

    @api.model
    def _take_customer(self, contract, partner):
        """Have a new buyer be a customer of the salesperson of the contract (R2.6)."""
        known_sudo = self.env["property.reception"]._find_known(
            contract.company_id, partner=partner
        )
        known_sudo.filtered(lambda row: row.user_id != contract.user_id)._leave()
        self.env["property.reservation"]._give_customer(partner, contract.user_id)

    @api.model
    def _replace(self, amendment):
        """Have the buyers of an amendment be those of its contract, in sudo."""
        contract = amendment.contract_id
        today = contract.company_id._get_today()
        contract.buyer_ids._write_protected({"is_former": True, "former_since": today})
        contract.invalidate_recordset(["buyer_ids", "former_buyer_ids"])
        contract._write_protected({"ownership": amendment.ownership})
        self._copy_rows(amendment, contract)

    @api.model
    def _copy_rows(self, source, target):
        """Give a contract or an amendment the rows of the other one, in sudo."""
        check = self.env["property.buyer.check"]
        rows_sudo = check._judge_at_end(target.sudo().buyer_ids)  # moved by methods
        parent = rows_sudo._line_parent
        copies = {}
        for row in self._get_rows(source):
            vals = row._prepare_copy_vals() | {parent: target.id}
            if row.of_buyer_id:
                vals["of_buyer_id"] = copies[row.of_buyer_id].id
            copies[row] = rows_sudo._create_protected([vals])
        target.invalidate_recordset(["buyer_ids"])
        check._check_shares(target)

from odoo import api, models

from ..contract.property_contract import SIGNED
from ..service.property_service_request import OPEN

# papers that are printed for the buyers, and by which report
REPORTS = {
    "agreement": "property_sales.report_f37",
    "contract": "property_sales.report_f38",
    "settlement": "property_sales.report_f39",
    "manual": "property_sales.report_f46",
    "warranty": "property_sales.report_f47",
}
DEAL = (
    "id",
    "display_name",
    "number",
    "signed_on",
    "filing_date",
    "filing_number",
    "handover_date",
    "title_date",
    "title_number",
    "delivery_date",
    "contract_gross_area",
    "contract_inner_area",
    "pricing_basis",
    "price",
    "unit_price",
    "late_fee_rate",
    "amount_paid",
    "amount_open",
    "amount_waiting",
)


class PropertyPortalPage(models.AbstractModel):
    """The page of a contract in the portal, as plain values (R2.7, R2.12).

    Contracts come from `property.portal`, in sudo; no record goes to a page, so that a
    template cannot show what is not listed here. Amounts are in the company's currency,
    areas in m².
    """

    _name = "property.portal.page"
    _description = "Page of a Home in the Portal"

    @api.model
    def _get_list(self, contracts):
        """Return the rows of the list of homes."""
        return [
            self._pick(row, ("id", "number", "signed_on", "price"))
            | {
                "home": row.unit_id.display_name,
                "state": self._get_state_text(row),
                "is_ended": row.state == "rescinded",
                "open": row.amount_open if row.state in SIGNED else 0.0,
                "currency": row.currency_id,
            }
            for row in contracts
        ]

    @api.model
    def _get_page(self, contract):
        """Return all that the page of one contract shows.

        To be extended by the topics that have something to show.
        """
        return {
            "deal": self._get_deal(contract),
            "currency": contract.currency_id,
            "instalments": self._get_instalments(contract),
            "late_fee": self._get_late_fee(contract),
            "money_rows": self._get_money(contract),
            "papers": self._get_papers(contract),
            "fees": self._get_fees(contract),
            "appointment": self._get_appointment(contract),
            "slots": self.env["property.appointment.portal"]._get_free(contract),
            "warranties": self._get_warranties(contract),
            "requests": self._get_requests(contract),
        }

    @api.model
    def _get_deal(self, contract):
        """Return home, state, areas and price of one contract."""
        unit, settlement = contract.unit_id, contract.settlement_ids[-1:]
        bases = dict(contract._fields["pricing_basis"]._description_selection(self.env))
        return self._pick(contract, DEAL) | {
            "home": unit.display_name,
            "development": contract.development_id.name,
            "layout": unit.layout,
            "seller": contract.company_id.name,
            "salesperson": contract.user_id.name,
            "state": self._get_state_text(contract),
            "is_ended": contract.state == "rescinded",
            "is_handed_over": bool(contract.handover_date),
            "basis": bases.get(contract.pricing_basis),
            "surveyed_gross_area": unit.surveyed_gross_area if settlement else 0.0,
            "surveyed_inner_area": unit.surveyed_inner_area if settlement else 0.0,
            "settlement_amount": settlement.amount_total,
        }

    @api.model
    def _get_state_text(self, contract):
        """Return where the sale stands, in words for the buyer."""
        if contract.title_date:
            return self.env._("Registered in your name")
        return {
            "signed": self.env._("Signed, to be filed with the housing bureau"),
            "filed": self.env._("Filed with the housing bureau"),
            "settled": self.env._("Surveyed, the area is settled"),
            "handed_over": self.env._("Handed over to you"),
            "rescinded": self.env._("Ended, the contract is rescinded"),
        }[contract.state]

    @api.model
    def _get_instalments(self, contract):
        """Return the instalments, each with what is open of it and its state."""
        online = self.env["property.portal.payment"]
        payable = online._get_payable(contract)
        under_way = online._get_under_way(contract).property_instalment_ids
        by_loan = self.env["property.contract.money"]._get_loan_kinds(contract)
        rows = contract.instalment_ids.filtered(lambda row: row.state != "cancelled")
        return [
            self._pick(row, ("id", "name", "amount", "amount_residual", "days_late"))
            | {
                "due": row._get_due_text(),
                "state": self._get_instalment_text(row, row in under_way),
                "color": self._get_instalment_color(row),
                "by_loan": row.kind in by_loan and row.state != "paid",
                "can_pay": row in payable,
            }
            for row in rows.sorted(lambda row: (row.sequence, row.id))
        ]

    @api.model
    def _get_instalment_text(self, row, is_under_way):
        """Return how one instalment stands, in words for the buyer."""
        if row.state == "paid":
            return self.env._("Paid")
        if is_under_way:
            return self.env._("Payment under way")
        if row.days_late:
            return self.env._("%s days late", row.days_late)
        if row.state == "claimed":
            return self.env._("To be paid")
        return self.env._("Later")

    @api.model
    def _get_instalment_color(self, row):
        if row.state == "paid":
            return "success"
        if row.state != "claimed":
            return "secondary"
        return "danger" if row.days_late else "warning"

    @api.model
    def _get_late_fee(self, contract):
        """Return the late fee that accrued until today and is not asked for yet."""
        fees, today = self.env["property.late.fee"], contract.company_id._get_today()
        if contract.state not in SIGNED:
            return 0.0
        return max(fees._get_left(contract, "late_fee", today), 0.0)

    @api.model
    def _get_money(self, contract):
        """Return the money of the price that came, and what was paid back, by day."""
        receipts = contract.receipt_ids | contract.reservation_id.receipt_ids
        rows = [
            {
                "date": receipt.date,
                "text": self.env._("Receipt %s", receipt.voucher_id.number or ""),
                "amount": amount,
            }
            for receipt, amount in self._get_taken(receipts)
            if not receipt.fee_id
        ]
        credits = contract.bank_credit_ids.filtered(lambda row: not row.fee_id)
        for records, sign in ((credits, 1), (contract.refund_ids, -1)):
            rows += [
                {
                    "date": row.date,
                    "text": self._get_money_text(row),
                    "amount": sign * row.amount,
                }
                for row in records
            ]
        return sorted(rows, key=lambda row: row["date"])

    @api.model
    def _get_money_text(self, row):
        """Return what one bank credit or refund is, in words for the buyer."""
        if row._name == "property.refund":
            return self.env._("Paid back")
        if row.transaction_id:
            return self.env._("Online payment %s", row.reference)
        return self.env._("Received by the bank, %s", row.reference)

    @api.model
    def _get_taken(self, receipts):
        """Return receipts that finance verified, and what the bank did not refuse."""
        rows = []
        for receipt in receipts.filtered(lambda row: row.state == "verified"):
            parts = receipt.method_ids.filtered(lambda row: not row.bounce_date)
            if amount := sum(parts.mapped("amount")):
                rows.append((receipt, amount))
        return rows

    @api.model
    def _get_papers(self, contract):
        """Return the papers that were issued to the buyers.

        Those of a contract that was taken over were written elsewhere: they have no
        print here.
        """
        labels = dict(
            contract.document_ids._fields["kind"]._description_selection(self.env)
        )
        return [
            self._pick(paper, ("id", "number", "date_issued"))
            | {"kind": labels[paper.kind], "can_print": bool(paper.user_id)}
            for paper in contract.document_ids
            if paper.kind in REPORTS and paper.number
        ]

    @api.model
    def _find_report(self, contract, paper_id):
        """Return the report that prints one issued paper of a contract, or nothing."""
        shown = {row["id"] for row in self._get_papers(contract) if row["can_print"]}
        paper = contract.document_ids.filtered(
            lambda row: row.id == paper_id and row.id in shown
        )
        return REPORTS.get(paper.kind)

    @api.model
    def _get_fees(self, contract):
        """Return what is collected for others, with the receipts for it."""
        fees = contract.fee_ids.filtered(lambda row: row.state != "cancelled")
        kinds = dict(fees._fields["kind"]._description_selection(self.env))
        states = dict(fees._fields["state"]._description_selection(self.env))
        return [
            self._pick(fee, ("amount", "amount_paid"))
            | {
                "kind": kinds[fee.kind],
                "state": states[fee.state],
                "receipts": [
                    {"number": receipt.voucher_id.number, "date": receipt.date}
                    for receipt, _amount in self._get_taken(fee.receipt_ids)
                ],
            }
            for fee in fees
        ]

    @api.model
    def _get_appointment(self, contract):
        """Return the last handover that the buyer was told, or nothing."""
        handover = contract.handover_ids.sorted("id")[-1:]
        if not handover:
            return None
        states = dict(handover._fields["state"]._description_selection(self.env))
        names = ("id", "number", "notice_date", "date_from", "slot", "date")
        return self._pick(handover, names) | {
            "state": states[handover.state],
            "is_to_come": handover.state in ("notified", "inspected"),
        }

    @api.model
    def _get_warranties(self, contract):
        """Return the parts that are repaired, each until its last day."""
        today = contract.company_id._get_today()
        return [
            {
                "part": row.display_name,
                "date_to": row.date_to,
                "is_over": row.date_to < today,
            }
            for row in contract.warranty_ids
        ]

    @api.model
    def _get_requests(self, contract):
        """Return the rows of the service requests of one contract."""
        # sudo: of the contract of this user
        requests_sudo = self.env["property.service.request"].sudo()
        found = requests_sudo.search([("contract_id", "=", contract.id)])
        return [self._get_request(row) for row in found]

    @api.model
    def _get_request(self, request):
        """Return what the owner sees of one request, in sudo."""
        labels = {
            name: dict(request._fields[name]._description_selection(self.env))
            for name in ("part", "kind", "borne_by")
        }
        names = ("id", "number", "reported_on", "description", "in_warranty", "answer")
        names += ("answered_at", "done_until", "done_on", "note", "cost", "state")
        names += ("confirmed_on", "confirm_note")
        owner_pays = request.borne_by == "owner"
        return self._pick(request, names) | {
            "part": labels["part"][request.part],
            "kind": labels["kind"][request.kind],
            "cost": request.cost if owner_pays else 0.0,
            "state_text": self._get_request_text(request),
            "is_running": request.state in OPEN,
            "pictures": len(self.env["property.portal.request"]._get_pictures(request)),
        }

    @api.model
    def _get_request_text(self, request):
        """Return how one request stands, in words for the owner."""
        return {
            "new": self.env._("We have your request"),
            "assigned": self.env._("Being worked on"),
            "done": self.env._("Please confirm that it is done"),
            "closed": self.env._("Finished"),
            "cancelled": self.env._("Taken back"),
        }[request.state]

    @api.model
    def _pick(self, record, names):
        """Return values of one record by name."""
        return {name: record[name] for name in names}

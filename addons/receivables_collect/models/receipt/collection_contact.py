from odoo import api, models
from odoo.fields import Domain

from .collection_receipt import IN_TRANSIT


class CollectionContact(models.Model):
    """Money collected and not verified yet breaks no promise (R4.27)."""

    _inherit = "collection.contact"

    @api.depends("slip_id.receipt_ids.state", "slip_id.receipt_ids.date")
    def _compute_promise_state(self):
        # EXTENDS receivables_collect/slip
        return super()._compute_promise_state()

    def _get_promise_collected(self):
        # EXTENDS receivables_collect/slip
        collected = super()._get_promise_collected()
        promises = self.filtered("promise_date")
        # sudo: money taken by anybody
        receipts_sudo = self.env["collection.receipt"].sudo()
        rows = receipts_sudo.search_fetch(
            Domain("slip_id", "in", promises.slip_id._origin.ids)
            & Domain("state", "in", IN_TRANSIT),
            ["slip_id", "date", "amount"],
        )
        money = [(row.slip_id.id, row, row.amount) for row in rows]
        parts = self.env["collection.receipt.allocation"]._get_beside_slips(
            promises.slip_id
        )
        money += [(slip_id, part.receipt_id, part.amount) for slip_id, part in parts]
        for contact in promises:
            deadline = contact._get_promise_deadline()
            amount = sum(
                amount
                for slip_id, receipt, amount in money
                if slip_id == contact.slip_id._origin.id
                and contact.date <= receipt.date <= deadline
            )
            if amount:
                collected[contact._origin.id] = amount
        return collected

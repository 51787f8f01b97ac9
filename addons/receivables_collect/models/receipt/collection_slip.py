from odoo import api, fields, models

from odoo.addons.receivables_collect.models.slip.collection_slip import ENDED

from .collection_receipt import IN_TRANSIT


class CollectionSlip(models.Model):
    """Money collected on a slip and not verified yet (R4.27)."""

    _inherit = "collection.slip"

    receipt_ids = fields.One2many("collection.receipt", "slip_id", string="Receipts")
    receipt_count = fields.Integer(
        string="Number of Receipts", compute="_compute_receipt_count"
    )
    amount_collected = fields.Monetary(
        string="Collected, Not Verified",
        compute="_compute_amount_collected",
        help="Money taken for lines of this slip that finance has not verified: it is"
        " still asked for until then.",
    )

    @api.depends("receipt_ids")
    def _compute_receipt_count(self):
        groups = self.env["collection.receipt"]._read_group(
            [("slip_id", "in", self.ids)], ["slip_id"], ["__count"]
        )
        counts = {slip.id: count for slip, count in groups}
        for slip in self:
            slip.receipt_count = counts.get(slip.id, 0)

    @api.depends_context("uid")
    @api.depends("receipt_ids.state", "receipt_ids.report_id.counted_at")
    def _compute_amount_collected(self):
        domain = [
            ("slip_line_id.slip_id", "in", self.ids),
            ("receipt_id.state", "in", IN_TRANSIT),
        ]
        blind = self.env.user._is_counting_blind()
        if blind:
            domain.append(("receipt_id.report_id.counted_at", "!=", False))
        # sudo: a figure of the slip, money taken by anybody
        allocations_sudo = self.env["collection.receipt.allocation"].sudo()
        groups = allocations_sudo._read_group(domain, ["slip_line_id"], ["amount:sum"])
        amounts = dict.fromkeys(self.ids, 0.0)
        for line, amount in groups:
            amounts[line.slip_id.id] += amount
        for slip_id, part in allocations_sudo._get_beside_slips(self):
            if not blind or part.receipt_id.report_id.counted_at:
                amounts[slip_id] += part.amount
        for slip in self:
            slip.amount_collected = amounts.get(slip.id, 0.0)

    def _get_ended_reason(self):
        """Return why no money is taken on this slip any more, or an empty text.

        A settled slip is no reason: money paid on it goes on account.
        """
        if self.state not in ENDED:
            return ""
        labels = dict(self._fields["state"]._description_selection(self.env))
        return self.env._(
            "Slip %(slip)s is “%(state)s”, no money is taken on it. Book what the"
            " customer pays on account, without the slip, or on the slip that asks for"
            " it now.",
            slip=self.display_name,
            state=labels[self.state],
        )

    def action_view_receipts(self):
        """Open the receipts on these slips."""
        self.check_access("read")
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_receipt_action"
        )
        action["domain"] = [("slip_id", "in", self.ids)]
        return action

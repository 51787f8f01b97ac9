from odoo import api, fields, models
from odoo.exceptions import UserError


class CollectionSlip(models.Model):
    """The states of a slip that follow its hand-overs (R4.24, R4.25).

    `sent` when its F18 is issued, `signed` when the collector signs F19. A slip that
    was settled meanwhile keeps its state; its paper changes hands all the same.
    """

    _inherit = "collection.slip"

    handover_line_ids = fields.One2many(
        "collection.handover.line", "slip_id", string="Chain", readonly=True
    )

    @api.model
    def _get_bag_domain(self):
        # EXTENDS 'collection.custody.mixin': those not ended
        return [("state", "in", ("sent", "signed"))]

    def action_hand_over(self):
        """Prepare hand-overs of these slips, with a voucher each, and open them."""
        self.check_access("read")
        handovers = self.env["collection.handover"]._prepare_for_slips(self)
        return handovers._get_opening_action()

    def _get_handover_target(self, kind):
        """Return (branch, person) that this slip goes to next.

        :raise UserError: when the slip has no branch or no salesperson
        """
        self.ensure_one()
        slip = self.sudo()  # its branch and salesperson, who need not be readable
        nobody = self.env["res.users"]
        if kind == "to_branch":
            target = (slip.team_id, nobody)
        else:
            target = (slip.custody_team_id, slip.user_id)
        if not target[0] or (kind == "to_collector" and not target[1]):
            raise UserError(
                self.env._(
                    "Slip %(slip)s of %(customer)s has no branch or salesperson. Make"
                    " the hand-over by hand.",
                    slip=slip.number,
                    customer=slip.partner_id.name,
                )
            )
        return tuple(record.sudo(False) for record in target)

    def _on_handed_to_branch(self):
        """Follow the issue of an F18: issued slips are sent."""
        self._move_on_handover("sent", ("issued",))

    def _on_handover_refused(self):
        """Follow an F18 that was refused: sent slips are as they were issued."""
        self._move_on_handover("issued", ("sent",))

    def _on_signed_by_collector(self):
        """Follow the signature of a collector under F19."""
        self._move_on_handover("signed", ("sent",))

    def _on_handed_back_to_branch(self):
        """Follow the signature of the branch for slips that a collector gave back."""
        self._move_on_handover("sent", ("signed",))

    def _on_handed_back_to_finance(self):
        """Follow the signature of finance: receivables still open are free again."""
        returned = self._move_on_handover("returned", ("sent", "signed"))
        if not returned:
            return
        returned._write_protected({"end_reason": self.env._("Handed back to finance.")})
        returned.line_ids._free()

    def _move_on_handover(self, state, sources):
        """Move those of these slips that are in `sources`; return them.

        A slip that the ledger settled meanwhile stays settled, and comes back in the
        new state when that is undone.
        """
        slips = self.filtered(lambda slip: slip.state in sources)
        slips._move(state)
        settled = self.filtered(
            lambda slip: slip.state == "settled" and slip.state_before in sources
        )
        if settled:
            settled._write_protected({"state_before": state})
        return slips

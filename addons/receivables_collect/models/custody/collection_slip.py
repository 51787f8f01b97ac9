from odoo import api, fields, models


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
        """Prepare hand-overs of these slips, with a voucher each, and open them.

        Slips without branch or salesperson are named and left, the others go.
        """
        self.check_access("read")
        handovers, orphans = self.env["collection.handover"]._prepare_for_slips(self)
        action = handovers._get_opening_action()
        if not orphans:
            return action
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "warning",
                "sticky": True,
                "message": orphans._get_orphan_text(),
                "next": action,
            },
        }

    def _get_handover_target(self, kind):
        """Return (branch, person) that this slip goes to next, or None without them.

        The branch of a salesperson who left is their last one; from there it goes to
        nobody by itself.
        """
        self.ensure_one()
        slip = self.sudo()  # its branch and salesperson, who need not be readable
        nobody = self.env["res.users"]
        if kind == "to_branch":
            target = (slip.team_id or slip.user_id._get_last_team(), nobody)
        else:
            target = (slip.custody_team_id, slip.user_id.filtered("active"))
        if not target[0] or (kind == "to_collector" and not target[1]):
            return None
        return tuple(record.sudo(False) for record in target)

    def _get_orphan_text(self):
        """Return the text that names slips that go to nobody by themselves."""
        # sudo: the names of the customers
        names = [f"{slip.number} ({slip.partner_id.name})" for slip in self.sudo()[:20]]
        return self.env._(
            "These slips have no branch or no salesperson who is still there: %s. Make"
            " their hand-over by hand, and give the customers a salesperson.",
            ", ".join(names),
        )

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

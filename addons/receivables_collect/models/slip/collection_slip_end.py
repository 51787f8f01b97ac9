from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.tools import roles

from .collection_slip import LIVING


class CollectionSlip(models.Model):
    _inherit = "collection.slip"

    def action_void(self, reason=None):
        """Take slips back for good; their numbers stay, their receivables are free.

        :param str reason: why
        :raise AccessError: when the caller is not finance
        :raise UserError: without a reason, or when a slip is not on its way
        """
        self._end("void", reason)
        return True

    def action_return(self, reason=None):
        """Record that slips came back to finance uncollected (R4.25).

        :param str reason: why
        :raise AccessError: when the caller is not finance
        :raise UserError: without a reason, while the paper is with somebody, or when a
            slip is not on its way
        """
        out = self.filtered(lambda slip: slip.custody != "finance")
        if out:
            # sudo: the name of who holds it
            holder = out[0].sudo().holder_id.name or ""
            raise UserError(
                self.env._(
                    "%(slip)s is with %(holder)s: it has to be handed back to finance"
                    " before it counts as returned.",
                    slip=out[0].display_name,
                    holder=holder,
                )
            )
        self._end("returned", reason)
        return True

    def _end(self, state, reason):
        """Void or return slips and free their lines."""
        roles.check(
            self.env,
            roles.FINANCE,
            self.env._("Slips are voided and taken back by finance. Ask finance."),
        )
        self.check_access("write")
        self._check_living()
        demand = self.env._("Say why: the reason stays on the register of slips.")
        reason = self._check_reason(reason, demand)
        # sudo: lines are nobody's to write
        self.sudo().line_ids._free()
        self._write_protected({"state": state, "end_reason": reason})
        labels = dict(self._fields["state"]._description_selection(self.env))
        for slip in self:
            slip.message_post(
                body=self.env._(
                    "%(state)s: %(reason)s", state=labels[state], reason=reason
                )
            )

    def _check_living(self):
        """:raise UserError: when one of the slips is not on its way"""
        if wrong := self.filtered(lambda slip: slip.state not in LIVING):
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "%(slip)s is %(state)s: only issued slips can be voided, returned"
                    " or worked on.",
                    slip=wrong[0].display_name,
                    state=labels[wrong[0].state],
                )
            )

    @api.model
    def _cron_sweep(self):
        """Bring slips in line with the ledger, and urgency with today."""
        self._sweep()
        self._refresh_urgency()

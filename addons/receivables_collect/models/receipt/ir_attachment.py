from odoo import SUPERUSER_ID, api, models
from odoo.exceptions import UserError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always

# fields that make an attachment the evidence it is
EVIDENCE_FIELDS = frozenset(
    {
        "name",
        "type",
        "url",
        "raw",
        "datas",
        "db_datas",
        "mimetype",
        "res_model",
        "res_field",
        "res_id",
    }
)


class IrAttachment(models.Model):
    """Copies and scans of a receipt are evidence: fixed with its report (R4.27). So is
    the scan of a banked slip (R2.10).

    From then on nobody replaces or deletes them, and finance alone adds to them.
    """

    _inherit = "ir.attachment"

    @api.model_create_multi
    def create(self, vals_list):
        """Check that the user may add to the evidence of a receipt."""
        attachments = super().create(vals_list)
        attachments._check_may_add_evidence()
        return attachments

    def write(self, vals):
        """Refuse changes of the evidence of reported receipts."""
        if EVIDENCE_FIELDS & vals.keys():
            # the same again is no change: the filestore may be moved
            changed = self.filtered(lambda kept: kept._is_evidence_changed(vals))
            changed._check_evidence(self.env._("replaced or deleted"))
            changed._check_scans()
        res = super().write(vals)
        if {"res_model", "res_id"} & vals.keys():
            self._check_may_add_evidence()
        return res

    @ondelete_always
    def _unlink_except_evidence(self):
        self._check_evidence(self.env._("replaced or deleted"))
        self._check_scans()

    def _check_scans(self):
        """Check that none of these is the scan of a slip that is banked (R2.10).

        :raise UserError: naming the slips
        """
        ids = [
            kept.res_id
            for kept in self.sudo()  # which documents they belong to
            if kept.res_model == "collection.bank.slip" and kept.res_field
        ]
        if not ids:
            return
        # sudo: whether they are banked, readable or not
        slips_sudo = self.env["collection.bank.slip"].sudo().browse(ids).exists()
        banked_sudo = slips_sudo.filtered(lambda slip: slip.state == "banked")
        if banked_sudo:
            raise UserError(
                self.env._(
                    "%s: banked, so that its scan can no longer be replaced or deleted."
                    " Attach another paper beside it.",
                    banked_sudo._get_state_names(),
                )
            )

    def _is_evidence_changed(self, vals):
        """Return whether `vals` make another piece of evidence of this attachment."""
        self.ensure_one()
        return any(self[name] != vals[name] for name in EVIDENCE_FIELDS & vals.keys())

    def _check_may_add_evidence(self):
        """Check that the user may add to the evidence of these receipts.

        :raise UserError: where they are reported already
        """
        user = self.env.user
        if user.id == SUPERUSER_ID:  # incoming mail
            return
        if user.has_group("sales_rules.group_finance"):
            self._check_evidence(self.env._("added by the collector"), user)
        else:
            self._check_evidence(self.env._("added"))

    def _check_evidence(self, what, collector=None):
        """Check that these are no evidence of receipts that are reported.

        :param str what: the deed that is refused
        :param collector: look at this user's own receipts only, when given
        :raise UserError: naming the receipts whose evidence is fixed
        """
        ids = [
            kept.res_id
            for kept in self.sudo()  # which documents they belong to
            if kept.res_model == "collection.receipt"
        ]
        if not ids:
            return
        domain = [("id", "in", ids), ("state", "not in", ("draft", "collected"))]
        if collector:
            domain.append(("collector_id", "=", collector.id))
        # sudo: whether they are reported, readable or not
        fixed_sudo = self.env["collection.receipt"].sudo().search(domain)
        if fixed_sudo:
            raise UserError(
                self.env._(
                    "%(receipts)s: reported, so that copies and scans can no longer be"
                    " %(what)s. Give additions to finance.",
                    receipts=fixed_sudo._get_state_names(),
                    what=what,
                )
            )

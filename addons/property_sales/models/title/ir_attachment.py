from odoo import api, models
from odoo.exceptions import UserError

from odoo.addons.receivables_collect.models.receipt.ir_attachment import (
    EVIDENCE_FIELDS,
)
from odoo.addons.sales_rules.tools.inherited import add_up
from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class IrAttachment(models.Model):
    """Signatures of buyers, and scans in the archive, stay as they are (R2.7, R2.9).

    By way of the attachment they are no more replaced or deleted than by the paper.
    """

    _inherit = "ir.attachment"

    # model and field of a picture: the field of the day since when it is fixed; adds up
    # over the classes of the model, as the next one
    _fixed_files = {
        ("property.document", "signature"): "date_received",
        ("property.document", "scan"): "date_archived",
        ("property.handover", "signature"): "date",
    }
    # those that may be of that day: they come with the step that fixes them
    _step_files = frozenset(
        {("property.document", "signature"), ("property.handover", "signature")}
    )

    @api.model_create_multi
    def create(self, vals_list):
        """Check that no second signature, and no scan, comes to a fixed paper."""
        attachments = super().create(vals_list)
        attachments._check_papers_added()
        return attachments

    def write(self, vals):
        """Refuse changes of signatures, and of scans in the archive."""
        if EVIDENCE_FIELDS & vals.keys():
            # the same again is no change: the filestore may be moved
            changed = self.filtered(lambda kept: kept._is_evidence_changed(vals))
            changed._refuse_fixed(changed._get_fixed_papers())
        res = super().write(vals)
        if {"res_model", "res_id", "res_field"} & vals.keys():
            self._check_papers_added()
        return res

    @ondelete_always
    def _unlink_except_fixed_papers(self):
        self._refuse_fixed(self._get_fixed_papers())

    def _get_fixed_papers(self):
        """Return the fixed papers of these attachments, by the attachment's id."""
        papers = {}
        fixed = add_up(type(self), "_fixed_files")
        for kept in self.sudo():  # which documents they belong to
            day = fixed.get((kept.res_model, kept.res_field))
            if day and kept.res_id:
                paper_sudo = kept.env[kept.res_model].browse(kept.res_id).exists()
                if paper_sudo[day]:
                    papers[kept.id] = paper_sudo
        return papers

    def _check_papers_added(self):
        """Check that these come to no fixed paper, but with the step that fixes it.

        :raise UserError: naming the papers
        """
        papers = self._get_fixed_papers()
        with_step = add_up(type(self), "_step_files")
        for kept in self.sudo().browse(papers):  # beside others that are not theirs
            others = self.sudo().search_count(  # as above
                [
                    ("res_model", "=", kept.res_model),
                    ("res_field", "=", kept.res_field),
                    ("res_id", "=", kept.res_id),
                    ("id", "!=", kept.id),
                ],
                limit=1,
            )
            if (kept.res_model, kept.res_field) in with_step and not others:
                papers.pop(kept.id)
        self._refuse_fixed(papers)

    @api.model
    def _refuse_fixed(self, papers):
        """Refuse a change of attachments of fixed papers.

        :param dict papers: the papers in sudo, by the attachment's id
        :raise UserError: naming them, if there are any
        """
        if papers:
            names = dict.fromkeys(paper.display_name for paper in papers.values())
            raise UserError(
                self.env._(
                    "%s: signed or archived, so that signature and scan are no longer"
                    " added, replaced or deleted.",
                    ", ".join(names),
                )
            )

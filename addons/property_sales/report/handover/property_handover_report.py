from odoo import api, models

from odoo.addons.property_sales.models.handover.property_handover import OPEN


class PropertyHandoverReport(models.AbstractModel):
    """The handover register F35: one row is what the buyers sign for with the keys,
    many are a page of the register (R2.7).
    """

    _name = "report.property_sales.report_f35_template"
    _description = "Handover Register of Homes"
    _inherit = ["property.contract.print"]

    @api.model
    def _get_report_values(self, docids, data=None):
        # EXTENDS 'property_sales': the documents are handovers
        handovers = self.env["property.handover"].browse(docids)
        handovers.check_access("read")
        single = handovers if len(handovers) == 1 else ()
        return {
            "docs": handovers,
            # sudo: homes, buyers and defects, for whoever may read the handovers
            "rows": handovers.sudo().sorted(lambda row: (row.number or "~", row.id)),
            "papers": [self._get_acceptance(row) for row in single],
        }

    @api.model
    def _get_acceptance(self, handover):
        """Return what the acceptance paper of one handover says.

        :return: those of `_get_paper` with `handover`, in sudo, and `end_text`
        """
        paper = self._get_paper(handover.contract_id)
        # sudo: as its contract
        handover_sudo = handover.sudo().with_context(lang=paper["lang"])
        return paper | {
            "handover": handover_sudo,
            "number": handover_sudo.number,
            "date": handover_sudo.date or handover_sudo.date_from,
            # what was told stays as it was, whatever came of it
            "is_void": False,
            "is_draft": handover_sudo.state in OPEN,
            "end_text": self._get_end_text(handover_sudo),
        }

    @api.model
    def _get_end_text(self, handover):
        """Return how the handover ended, or what the buyers sign for."""
        if handover.state == "deemed":
            return handover.env._(
                "The buyers were told the day in time and did not take the home over."
                " The home counts as handed over on the day that was named. Evidence:"
                " %s",
                handover.evidence,
            )
        if handover.state == "refused" and handover.with_cause:
            return handover.env._(
                "The buyers refused the home with a cause; it is repaired, and they are"
                " told another day. Cause: %s",
                handover.end_reason,
            )
        if handover.state == "refused":
            return handover.env._(
                "The buyers refused the home without a cause. Reason given: %s",
                handover.end_reason,
            )
        if any(not defect.date_done for defect in handover.defect_ids):
            return handover.env._(
                "The buyers have inspected the home, and take it over with its keys."
                " The seller mends the defects above by the days named there. The risk"
                " of the home passes to the buyers, and the warranty runs, from the"
                " day of the handover on."
            )
        return handover.env._(
            "The buyers have inspected the home, and take it over with its keys. The"
            " risk of the home passes to the buyers, and the warranty runs, from the"
            " day of the handover on."
        )

from odoo import models

from .property_area_list import SUBJECT


class SalesApproval(models.Model):
    """The deciders on area lists, said to everybody else (R2.5)."""

    _inherit = "sales.approval"

    def _get_cannot_decide_reasons(self):
        # EXTENDS 'sales_rules'
        reasons = super()._get_cannot_decide_reasons()
        for row in self.sudo():  # sudo: as the reasons themselves
            if row.subject == SUBJECT.key and row.state == "pending":
                reason = reasons[row.id]
                reasons[row.id] = reason and " ".join((reason, self._get_area_rule()))
        return reasons

    def _get_area_rule(self):
        """Return the rule that keeps others from deciding on an area list."""
        return self.env._(
            "Area lists are approved by the deputy general manager alone, who signed"
            " for neither department."
        )

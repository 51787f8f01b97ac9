from odoo import api, models


class PropertyServiceReport(models.AbstractModel):
    """The after-sales register F36: one request or many are one page of it (R2.7)."""

    _name = "report.property_sales.report_f36_template"
    _description = "After-sales Register of Homes"

    @api.model
    def _get_report_values(self, docids, data=None):
        requests = self.env["property.service.request"].browse(docids)
        requests.check_access("read")
        return {
            "docs": requests,
            # sudo: homes, owners and colleagues, for whoever may read the requests
            "rows": requests.sudo().sorted(lambda row: (row.number, row.id)),
        }

from odoo import api, fields, models

from odoo.addons.sales_rules.tools import door_kinds


class PropertyQuotationReport(models.AbstractModel):
    """The quotation sheet of homes (R2.4, R2.12).

    With the options of a dialog for the home it names; of all others, and without one,
    the promotions and payment plans in force.
    """

    _name = "report.property_sales.report_quotation_template"
    _description = "Quotation Sheet of Homes"

    # what an address may say beside the homes, see `ir.actions.report`
    _report_options = {"quotation_id": door_kinds.text}

    @api.model
    def _get_report_values(self, docids, data=None):
        units = self.env["property.unit"].browse(docids)
        asked = self._get_asked((data or {}).get("quotation_id"))
        sheets = []
        for unit in units:
            quotation = asked if asked.unit_id == unit else asked._prepare_for(unit)
            sheets.append(quotation._get_sheet())
        return {
            "docs": units,
            "sheets": sheets,
            "moment": fields.Datetime.now(),
        }

    @api.model
    def _get_asked(self, quotation_id):
        """Return the dialog of the caller with this id, or none."""
        quotations = self.env["property.quotation"]
        if not quotation_id or not quotation_id.isdecimal():
            return quotations
        quotation = quotations.browse(int(quotation_id)).exists()
        quotation.check_access("read")
        return quotation

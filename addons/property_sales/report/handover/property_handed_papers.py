from odoo import api, models
from odoo.tools.mail import is_html_empty
from odoo.tools.misc import format_date

from odoo.addons.property_sales.models.handover.property_warranty_term import PARTS


class PropertyHandedPaper(models.AbstractModel):
    """Papers that buyers are handed with the keys: a text of the development (R2.7).

    Until the handover each is a draft without a number.
    """

    _name = "property.handed.print"
    _description = "Papers Handed over with a Home"
    _inherit = ["property.contract.print"]

    # of `property.development`; to be set by each paper
    _text_field = None

    @api.model
    def _get_paper(self, contract):
        # EXTENDS 'property_sales': the text, and the buyer's signature for the copy
        paper = super()._get_paper(contract)
        doc = paper["doc"]
        text = doc.development_id[self._text_field]
        issued = doc._get_paper(self._paper_kind)[:1]
        received = issued.date_received
        return paper | {
            "is_draft": not issued,
            "text": False if is_html_empty(text) else text,
            "signature": issued.signature,
            "copy_text": received
            and doc.env._(
                "The buyers received a copy on %s.", format_date(doc.env, received)
            ),
        }


class PropertyManualReport(models.AbstractModel):
    """The house manual F46: how a home is built and used."""

    _name = "report.property_sales.report_f46_template"
    _description = "House Manual of a Home"
    _inherit = ["property.handed.print"]

    _paper_kind = "manual"
    _text_field = "house_manual"


class PropertyWarrantyReport(models.AbstractModel):
    """The quality warranty F47: what is repaired, and how long each part."""

    _name = "report.property_sales.report_f47_template"
    _description = "Quality Warranty of a Home"
    _inherit = ["property.handed.print"]

    _paper_kind = "warranty"
    _text_field = "quality_warranty"

    @api.model
    def _get_paper(self, contract):
        # EXTENDS 'property_sales': the days of each part, before the handover months
        paper = super()._get_paper(contract)
        doc = paper["doc"]
        order = [part for part, _label in PARTS]
        terms = doc.env["property.warranty.term"]
        if not doc.handover_date:
            terms = terms._find_terms(doc.company_id, doc.company_id._get_today())
        return paper | {
            "warranties": doc.warranty_ids.sorted(lambda row: order.index(row.part)),
            "terms": terms.sorted(lambda row: order.index(row.part)),
        }

from odoo import models

from odoo.addons.sales_rules.tools.qr import get_qr_uri


class CollectionSlip(models.Model):
    """The printed slip, form F17: a phone that reads its code finds the slip."""

    _inherit = "collection.slip"

    def _get_qr_uri(self):
        """Return the image of the QR code of the slip's number, for the form."""
        self.ensure_one()
        return get_qr_uri(self.number or "")

from odoo import models


class CollectionSlipLine(models.Model):
    _inherit = "collection.slip.line"
    _rec_name = "document"

from odoo import models

from odoo.addons.sales_rules.tools import door


class Base(models.AbstractModel):
    """Public methods of our addons take ids and values through one door.

    See `tools/door.py`. Models are set up anew when an addon is loaded: so are doors.
    """

    _inherit = "base"

    def _post_model_setup__(self):
        # EXTENDS 'base'
        res = super()._post_model_setup__()
        door.hang(type(self))
        return res

from odoo import models

from odoo.addons.receivables_collect.tools.chinese_amount import spell_amount


class ResCurrency(models.Model):
    """Yuan in words are Chinese capitals on Chinese papers, as banks demand it."""

    _inherit = "res.currency"

    def amount_to_text(self, amount):
        # OVERRIDES 'base': it spells the number in English on Chinese papers as well
        if self.name == "CNY" and self.env.lang == "zh_CN":
            return spell_amount(amount)
        return super().amount_to_text(amount)

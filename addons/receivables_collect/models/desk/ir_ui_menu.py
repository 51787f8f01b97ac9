from odoo import models

from odoo.addons.receivables_collect.tools import roles

_OWN_MENUS = (
    "receivables_collect.collection_bag_menu",
    "receivables_collect.collection_day_report_menu_today",
    "receivables_collect.collection_day_report_menu_mine",
)


class IrUiMenu(models.Model):
    """Directors who collect nothing find no bag and no day report of their own."""

    _inherit = "ir.ui.menu"

    def _load_menus_blacklist(self):
        # EXTENDS 'base'
        hidden = super()._load_menus_blacklist()
        user = self.env.user
        if user.has_group(roles.DIRECTOR) and not any(user._get_bag()):
            hidden += [self.env.ref(xmlid).id for xmlid in _OWN_MENUS]
        return hidden

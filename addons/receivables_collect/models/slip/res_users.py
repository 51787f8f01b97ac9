from odoo import models


class ResUsers(models.Model):
    """Slips of a user who leaves go to somebody who acts on them (R1.8)."""

    _inherit = "res.users"

    def write(self, vals):
        # EXTENDS 'base': nobody who left stays responsible
        res = super().write(vals)
        if "active" in vals and not vals["active"]:
            # sudo: slips of the user, whoever archives them
            self.env["collection.slip"].sudo()._replace_responsible()
        return res

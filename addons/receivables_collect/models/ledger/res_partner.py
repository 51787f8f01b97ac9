from odoo import fields, models


class ResPartner(models.Model):
    """A customer who gets another salesperson moves in the journal on that day."""

    _inherit = "res.partner"

    collection_assignment_ids = fields.One2many(
        "collection.assignment",
        "partner_id",
        string="Salespeople by Day",
        groups="sales_team.group_sale_salesman,sales_rules.group_finance,"
        "sales_rules.group_general_manager,sales_rules.group_deputy_general_manager",
    )

    def write(self, vals):
        """Keep the history of a customer whose salesperson changes."""
        if "user_id" not in vals:
            return super().write(vals)
        # sudo: the history is kept for every user who changes a salesperson
        history_sudo = self.env["collection.assignment"].sudo()
        history_sudo._sync(self)  # the salesperson until now
        result = super().write(vals)
        history_sudo._sync(self)
        return result

    def action_send_statement(self):
        """Open the message that sends the customer's statement of account as PDF."""
        self.ensure_one()
        payer = self.commercial_partner_id
        template = self.env.ref("receivables_collect.mail_template_statement")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Statement of Account"),
            "res_model": "mail.compose.message",
            "view_mode": "form",
            "views": [(False, "form")],
            "target": "new",
            "context": {
                "default_model": self._name,
                "default_res_ids": payer.ids,
                "default_template_id": template.id,
                "default_composition_mode": "comment",
                "force_email": True,
            },
        }

from odoo import api, fields, models


class ResPartnerGrade(models.TransientModel):
    """Gives customers the salesperson's class, or finance's standing (R4.13).

    For users who need no write access to customers; several at once.
    """

    _name = "res.partner.grade"
    _description = "Class of Customers"

    def _default_partner_ids(self):
        """Return the customers that were selected in their list."""
        if self.env.context.get("active_model") != "res.partner":
            return self.partner_ids
        return self.partner_ids.browse(self.env.context.get("active_ids", ()))

    partner_ids = fields.Many2many(
        "res.partner",
        string="Customers",
        required=True,
        default=lambda self: self._default_partner_ids(),
    )
    sales_class = fields.Selection(
        selection=lambda self: self.env["res.partner"]._fields["sales_class"].selection
    )
    credit_standing = fields.Integer()
    kind = fields.Selection(
        [("class", "Salesperson's class"), ("standing", "Credit standing")],
        required=True,
        default=lambda self: self._default_kind(),
    )
    can_choose = fields.Boolean(compute="_compute_can_choose")

    @api.model
    def _default_kind(self):
        if self.env.user.has_group("sales_rules.group_salesperson"):
            return "class"
        return "standing"

    def _compute_can_choose(self):
        self.can_choose = self.env.user.has_group(
            "sales_rules.group_salesperson"
        ) and self.env.user.has_group("sales_rules.group_finance")

    def action_grade(self):
        """Write the chosen values on the customers.

        :raise AccessError: naming customers that others grade
        """
        self.ensure_one()
        customers = self.partner_ids.commercial_partner_id
        if self.kind == "class":
            customers.write({"sales_class": self.sales_class})
        else:
            customers.write({"credit_standing": self.credit_standing})
        return {"type": "ir.actions.act_window_close"}

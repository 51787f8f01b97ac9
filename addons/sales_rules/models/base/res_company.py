from odoo import api, fields, models

from odoo.addons.sales_rules.tools.roles import is_closed


class ResCompany(models.Model):
    """The users who hold a role in the company, and the day that it is there."""

    _inherit = "res.company"

    @api.model
    def _has_field_access(self, field, operation):
        # EXTENDS 'base': customers and visitors read no settings
        allowed = super()._has_field_access(field, operation)
        return allowed and not is_closed(self, field, "sales_rules")

    def _get_role_users(self, role):
        """Return the active internal users of `role` who work in this company.

        In sudo: to ask, tell or count them only.

        :param str role: the external id of a group
        """
        self.ensure_one()
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(role)
        users_sudo = self.env["res.users"].sudo()  # names and roles of all users
        return users_sudo.search(
            [
                ("all_group_ids", "in", [group_id]),
                ("company_ids", "in", self.ids),
                ("share", "=", False),
                ("active", "=", True),
            ],
            order="id",
        )

    def _get_today(self):
        """Return the company's day, by which due dates and deadlines are decided.

        In the time zone of its working hours: neither the caller's context, which any
        client may send, nor the user of a job has a say in what is overdue.
        """
        self.ensure_one()
        zone = self.sudo().resource_calendar_id.tz  # working hours are no secret
        return fields.Date.context_today(self.with_context(tz=zone or "UTC"))

from odoo import api, fields, models, tools


class ResCompany(models.Model):
    """The users who hold a role in the company, and the day that it is there."""

    _inherit = "res.company"

    def write(self, vals):
        # EXTENDS 'base': the zone is cached
        res = super().write(vals)
        if "resource_calendar_id" in vals:
            self.env.registry.clear_cache()
        return res

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
        return self._get_day(fields.Datetime.now())

    def _get_day(self, moment):
        """Return the company's day of a moment in UTC: see `_get_today`."""
        self.ensure_one()
        there = self.with_context(tz=self._get_zone(self.id))
        return fields.Datetime.context_timestamp(there, moment).date()

    @api.model
    @tools.ormcache("company_id")
    def _get_zone(self, company_id):
        """Return the time zone of a company; asked too often for a query each time."""
        company_sudo = self.sudo().browse(company_id)  # working hours are no secret
        return company_sudo.resource_calendar_id.tz or "UTC"

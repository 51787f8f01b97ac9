from pytz import timezone, utc

from odoo import api, fields, models, tools
from odoo.fields import Domain
from odoo.tools import SQL


class ResCompany(models.Model):
    """The users who hold a role in the company, and the day that it is there."""

    _inherit = "res.company"

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

    def write(self, vals):
        # EXTENDS 'base'
        res = super().write(vals)
        if {"resource_calendar_id", "parent_id"} & vals.keys():
            self.env.registry.clear_cache()  # the zones
        return res

    @tools.ormcache("self.id")
    def _get_zone(self):
        """Return the name of the time zone of the company.

        That of its working hours, or of those of the nearest company above.
        """
        self.ensure_one()
        company_sudo = self.sudo()  # working hours are no secret
        while company_sudo and not company_sudo.resource_calendar_id:
            company_sudo = company_sudo.parent_id
        return company_sudo.resource_calendar_id.tz or "UTC"

    def _get_today(self):
        """Return the company's day, by which due dates and deadlines are decided.

        In the time zone of its working hours: neither the caller's context, which any
        client may send, nor the user of a job has a say in what is overdue. No company
        stands for the current one, here and in the methods below.
        """
        return self._get_day(fields.Datetime.now())

    def _get_day(self, moment):
        """Return the day that it was in the company at a moment.

        :param datetime moment: in UTC, as the database keeps it
        """
        zone = (self or self.env.company)._get_zone()
        return utc.localize(moment).astimezone(timezone(zone)).date()

    def _get_midnight(self, day):
        """Return the moment at which a day of the company begins, in UTC."""
        zone = (self or self.env.company)._get_zone()
        local = timezone(zone).localize(fields.Datetime.to_datetime(day))
        return local.astimezone(utc).replace(tzinfo=None)

    @api.model
    @tools.ormcache()
    def _get_zones(self):
        """Return tuples (time zone, ids of the companies in it), of all companies.

        A new company clears the caches.
        """
        # sudo, cached for all users: ids of companies only
        companies_sudo = self.sudo().with_context(active_test=False)
        companies = companies_sudo.search(Domain.TRUE)
        by_zone = companies.grouped(lambda company: company._get_zone())
        return tuple((zone, tuple(group.ids)) for zone, group in by_zone.items())

    @api.model
    def _get_domain_by_day(self, get_domain, company_field="company_id"):
        """Return the domain of records that a day decides on, each on its company's.

        Records without a company follow the current one.

        :param get_domain: takes one of the companies, whose day it is to use, and
            returns the `Domain`
        :param str company_field: the path to the company of a record
        """
        parts = []
        for _zone, ids in self._get_zones():
            own = [False] if self.env.company.id in ids else []
            in_zone = Domain(company_field, "in", [*ids, *own])
            parts.append(in_zone & get_domain(self.browse(ids[:1])))
        return Domain.OR(parts)

    @api.model
    def _query_zone(self, company):
        """Return the SQL of the time zone of a company.

        :param SQL company: its id
        """
        own = self.env.company._get_zone()
        cases = [
            SQL("WHEN %s IN %s THEN %s", company, ids, zone)
            for zone, ids in self._get_zones()
            if zone != own
        ]
        if not cases:
            return SQL("%s", own)
        return SQL("CASE %s ELSE %s END", SQL(" ").join(cases), own)

    @api.model
    def _query_day(self, moment, company):
        """Return the SQL of the day that it was in a company at a moment.

        :param SQL moment: in UTC, as the database keeps it
        :param SQL company: its id
        """
        return SQL(
            "(%s AT TIME ZONE 'UTC' AT TIME ZONE %s)::date",
            moment,
            self._query_zone(company),
        )

    @api.model
    def _query_today(self, company):
        """Return the SQL of the day that it is now in a company.

        :param SQL company: its id
        """
        return self._query_day(SQL("%s::timestamp", fields.Datetime.now()), company)

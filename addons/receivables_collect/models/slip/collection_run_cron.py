from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.receivables_collect.tools import roles


class CollectionRun(models.Model):
    _inherit = "collection.run"

    @api.model
    def _cron_generate(self):
        """Prepare the month's slips of each company whose day has come (R4.23).

        Only where levels are in force. Finance looks at the drafts and issues them.
        A missed day is made up for later in the month, and nothing is made twice.
        """
        for company in self.env["res.company"].search(Domain.TRUE):
            company_runs = self.with_company(company)
            if company_runs._is_automatic_due(company):
                company_runs._generate_automatic(company)
                if not self.env["ir.cron"]._commit_progress(1):
                    return

    @api.model
    def _is_automatic_due(self, company):
        """Return whether the run of this month is to be made today."""
        today = fields.Date.context_today(self)
        day = company.collection_run_day
        if not day or today.day < day:
            return False
        if not self.env["collection.level"]._get_in_force(company):
            return False
        return not self.search_count(
            [
                ("company_id", "=", company.id),
                ("is_automatic", "=", True),
                ("date", ">=", today.replace(day=1)),
            ],
            limit=1,
        )

    @api.model
    def _generate_automatic(self, company):
        """Make and generate the run of this month and tell finance."""
        run = self._create_protected([{"company_id": company.id, "is_automatic": True}])
        run.action_generate()
        summary = self.env._("Issue the collection slips of the month")
        for user in company._get_role_users(roles.FINANCE):
            run.activity_schedule(
                "receivables_collect.mail_activity_type_slips",
                user_id=user.id,
                summary=summary,
            )
        return run

from odoo import api, models
from odoo.tools import SQL

from .sales_tier_assessment import DIRECTOR

_TYPE = "sales_rules.mail_activity_type_assessment"
_CRON = "sales_rules.ir_cron_tier_assessment"
_OPEN = ("draft", "computed", "submitted")


class SalesTierAssessment(models.Model):
    """The monthly job, and the activities of the users whose turn it is."""

    _inherit = "sales.tier.assessment"

    # The job prepares a draft a month. Each user whose turn it is finds it among the
    # activities: managers until their customers are ticked, then the directors until
    # it is decided.

    @api.model
    def _cron_prepare(self):
        """Prepare the draft of the month that is over, from the first on by the day
        of each company; a company whose standard is of this month waits for the next.
        """
        companies = self.env["res.company"].browse(
            sorted(self.env["sales.tier"]._get_configured_companies())
        )

        def prepare(company):
            today = company._get_today()
            self.with_company(company)._prepare_draft(company, today)

        self.env["ir.cron"]._go_through(companies, prepare, "Assessment of the month")
        # also where a team got another leader
        self.search([("state", "in", _OPEN)])._sync_activities()

    @api.model
    def _prepare_draft(self, company, today):
        date_from, date_to = self._get_default_window(today)
        in_force = self.env["sales.tier"].search(
            [
                ("company_id", "=", company.id),
                ("in_force_since", "<", today.replace(day=1)),
            ],
            limit=1,
        )
        known = self.search_count(
            [
                ("company_id", "=", company.id),
                # of the end: a period may take several months
                ("month", "=", date_to.replace(day=1)),
            ],
            limit=1,
        )
        if not in_force or known:
            return self.browse()
        return self.create(
            {"company_id": company.id, "date_from": date_from, "date_to": date_to}
        )

    def _move(self, state, **vals):
        # EXTENDS 'sales.state.mixin'
        res = super()._move(state, **vals)
        if "computed_at" in vals:
            # computed just now: left to the job, as an activity costs ten queries
            self.env["sales.approval.notice"]._wake(_CRON)
        elif state != "submitted":  # then once somebody is asked, by `action_submit`
            self._sync_activities()
        return res

    def _sync_activities(self):
        """Keep one activity per user whose turn it is and assessment, and no other."""
        date = self.env.ref(_TYPE)._get_date_deadline()
        wanted = {
            assessment.id: {
                user.id: {"summary": summary, "date_deadline": date}
                for user, summary in assessment._get_turns().items()
            }
            for assessment in self.filtered(lambda doc: doc.state in _OPEN)
        }
        # per text: whoever has done one step finds the next as an activity of its own
        self.env["sales.notice"]._sync(self, _TYPE, wanted, per_text=True)

    def _get_turns(self):
        """Return whose turn it is: {user: what to do, in the user's language}."""
        self.ensure_one()
        leaders = self._get_turn_leaders()
        users = leaders or self._get_turn_directors()
        return {
            user: self.with_context(lang=user.lang)._get_turn_text(bool(leaders))
            for user in users.sudo()  # languages of colleagues
        }

    def _get_turn_text(self, is_leader):
        if is_leader:
            return self.env._("%s: review the customers of your team", self.name)
        if self.state == "draft":
            return self.env._("%s: compute it and submit it", self.name)
        if self.state == "computed":
            return self.env._("%s: all are reviewed, submit it", self.name)
        return self.env._("%s: decide on it", self.name)

    def _get_turn_leaders(self):
        """Return the managers who have customers to tick, or will have."""
        if self.state == "computed":
            return self._get_unticked().leader_id
        users = self.env["res.users"]
        if self.state == "draft":
            self.env["sales.grading"]._flush_grading()
            users.flush_model(["active", "share", "company_ids"])
            self.env["crm.team"].flush_model(["user_id"])
            rows = self.env.execute_query(self._query_leaders())
            users = users.browse(user_id for (user_id,) in rows)
        return users

    def _get_turn_directors(self):
        """Return who is asked to decide, or will be."""
        if self.state == "submitted":
            # sudo: the users asked, for all who submit
            return self.sudo()._get_pending_approvals().candidate_ids
        # sudo: who holds the role
        directors = self.env.ref(DIRECTOR).sudo().all_user_ids
        workers = self._get_workers(self.company_id)
        return directors.filtered_domain(workers) - self._get_tickers()

    def _query_leaders(self):
        """Return the SQL of the users who lead teams with customers to grade."""
        company = self.company_id
        return SQL(
            """
            SELECT DISTINCT leader.id
              FROM (%(customers)s) AS customer
              JOIN crm_team team ON team.id = customer.team_id
              JOIN res_users leader ON leader.id = team.user_id
              JOIN res_company_users_rel works
                ON works.user_id = leader.id AND works.cid = %(company)s
             WHERE leader.active AND leader.share IS NOT TRUE
             ORDER BY leader.id
            """,
            customers=self.env["sales.grading"]._query_customers(company),
            company=company.id,
        )

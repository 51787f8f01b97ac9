from odoo import api, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain


class SalesTierAssessment(models.Model):
    _inherit = "sales.tier.assessment"

    # Asking and deciding: managers tick, the last one submits, a director decides.

    def action_submit(self):
        """Tick the lines of the teams that the user leads; when all are ticked, ask
        the director.

        :return: True, or a notification that names who is still to tick
        :raise UserError: when the user has no lines to tick and others have, or the
            standard was changed since it was computed
        """
        # EXTENDS 'sales.approval.document'
        self.ensure_one()
        self.check_access("write")
        self._check_move("submitted", ("computed",))
        self._check_standard_is_same()
        self._check_has_lines()
        own = self._get_unticked().filtered(
            lambda line: line.leader_id == self.env.user
        )
        own._tick()
        waiting = self._get_unticked().leader_id
        if not waiting:
            self._check_allowances()
            return super().action_submit()
        message = self.env._(
            "%(assessment)s waits for %(leaders)s, who have lines to tick.",
            assessment=self.name,
            leaders=", ".join(waiting.mapped("name")),
        )
        if not own:
            raise UserError(message)
        return self._get_notification(message)

    def _get_approval_requests(self):
        # EXTENDS 'sales.approval.mixin': who ticked lines does not decide on them
        requests = super()._get_approval_requests()
        return [dict(request, excluded=self._get_tickers()) for request in requests]

    def _get_approval_team(self):
        # EXTENDS 'sales.approval.mixin': it is the whole company's
        return self.env["crm.team"]

    def _get_approval_summary(self):
        # EXTENDS 'sales.approval.mixin'
        totals = self._get_totals()[self.id]
        return self.env._(
            "%(customers)s customers: %(up)s better, %(down)s worse, %(new)s first"
            " tiers, %(overridden)s departures from the proposal. Credit granted"
            " %(granted)s, withdrawn %(withdrawn)s.",
            customers=totals["line_count"],
            up=totals["up_count"],
            down=totals["down_count"],
            new=totals["new_count"],
            overridden=totals["overridden_count"],
            granted=self.currency_id.format(totals["granted_amount"]),
            withdrawn=self.currency_id.format(totals["withdrawn_amount"]),
        )

    def _approval_decided(self, approvals):
        # EXTENDS 'sales.approval.document': also past a forward or a substitute
        for assessment in self:
            own = [row.id for row in approvals if row.res_id == assessment.id]
            rows = approvals.browse(own)
            deciding = (rows.decided_by_id | rows.on_behalf_of_id) & (
                assessment._get_tickers()
            )
            if deciding:
                raise AccessError(
                    self.env._(
                        "%(user)s ticked lines of %(assessment)s, and so does not"
                        " decide on it. Forward it to another director.",
                        user=deciding[0].name,
                        assessment=assessment.name,
                    )
                )
        return super()._approval_decided(approvals)

    def _get_unticked(self):
        """Return the lines that somebody has to tick."""
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        inside = Domain("assessment_id", "in", self.ids)
        return lines.search(inside & self._get_unticked_domain())

    def _get_unticked_domain(self):
        """Return the domain of lines that somebody has to tick: customers of a team
        whose leader works in the company. All other lines are the director's alone.
        """
        # sudo: who leads teams, whoever reads the sums
        users = self.env["res.users"].sudo()
        working = [
            Domain("company_id", "=", company.id)
            & Domain("team_id.user_id", "in", users._search(self._get_workers(company)))
            for company in self.sudo().company_id  # as above
        ]
        return Domain("checked_by_id", "=", False) & Domain.OR(working)

    @api.model
    def _get_workers(self, company):
        """Return the domain of users who can do something in a company."""
        return [("share", "=", False), ("company_ids", "in", company.ids)]

    def _get_tickers(self):
        """Return the users who ticked lines."""
        self.ensure_one()
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        groups = lines._read_group(
            [("assessment_id", "=", self.id), ("checked_by_id", "!=", False)],
            ["checked_by_id"],
        )
        return self.env["res.users"].union(*(user for (user,) in groups))

    def _check_has_lines(self):
        """:raise UserError: when there is nobody in it"""
        # sudo: lines of teams that the user does not lead count too
        lines = self.env["sales.tier.assessment.line"].sudo()
        if not lines.search_count([("assessment_id", "=", self.id)], limit=1):
            raise UserError(
                self.env._(
                    "%s grades no customer: there is nothing to decide. Cancel it, or"
                    " compute it again when there are customers.",
                    self.name,
                )
            )

    def _check_standard_is_same(self):
        """:raise UserError: when the standard was changed since it was computed"""
        last = self._get_last_version()
        if last != self.version_id:
            raise UserError(
                self.env._(
                    "The standard was changed by %(user)s since %(assessment)s was"
                    " computed. Compute it again first.",
                    user=last.user_id.name,
                    assessment=self.name,
                )
            )

    @api.model
    def _get_notification(self, message):
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": message,
                "next": {"type": "ir.actions.client", "tag": "soft_reload"},
            },
        }

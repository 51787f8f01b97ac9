from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import SQL


class SalesTierAssessment(models.Model):
    """Ticking, asking for the decision and applying it."""

    _inherit = "sales.tier.assessment"

    # Asking, deciding and applying: managers tick, the last one submits, a director
    # decides and applies.

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
            res = super().action_submit()
            self._sync_activities()
            return res
        message = self.env._(
            "%(assessment)s waits for %(leaders)s, who have customers to review.",
            assessment=self.name,
            leaders=", ".join(waiting.mapped("name")),
        )
        if not own:
            raise UserError(message)
        self._sync_activities()
        return self._get_notification(message)

    def action_apply(self):
        """Write the approved tiers, core's limit and term, a history row each.

        A customer who got another tier meanwhile keeps it; nothing is written for
        tiers that are not in force any more and for archived customers. Each line says
        what came of it.

        :raise AccessError: for others than the marketing director
        :raise UserError: when it was not approved, or was applied already, or a
            salesperson would grant more than the director allows
        """
        self._check_is_director()
        self.check_access("write")
        for assessment in self:
            # the guard: of two at once the later one starts again, and is refused
            assessment._move(
                "applied",
                applied_at=fields.Datetime.now(),
                applied_by_id=self.env.uid,
            )
            assessment.flush_recordset()
            assessment._apply_lines()
        return True

    def _get_approval_owners(self):
        # EXTENDS 'sales.approval.mixin': who ticked lines does not decide on them; who
        # opened the month has no part in what it grades
        return self.requester_id._get_asking() | self._get_tickers()

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
                        "%(user)s reviewed lines of %(assessment)s, so may not decide"
                        " on it. Forward it to another director.",
                        user=deciding[0].name,
                        assessment=assessment.name,
                    )
                )
        return super()._approval_decided(approvals)

    def _check_has_lines(self):
        """Check that there is somebody in it.

        :raise UserError: when there is nobody to decide on
        """
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
        """Check that it was computed by the standard that holds now.

        :raise UserError: when the standard was changed since
        """
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

    def _check_allowances(self):
        """Check that salespeople grant no more than the director allows them.

        :raise UserError: naming those who would
        """
        self.ensure_one()
        # sudo: the lines of all teams
        lines = self.env["sales.tier.assessment.line"].sudo()
        growth = {}
        for user, old, tier, change in lines._read_group(
            [("assessment_id", "=", self.id), ("move", "!=", "same")],
            ["user_id", "old_tier_id", "final_tier_id"],
            ["limit_change:sum"],
        ):
            amount, unlimited = growth.get(user.id, (0.0, False))
            becomes = tier.unlimited and not old.unlimited
            growth[user.id] = (amount + change, unlimited or becomes)
        self.env["sales.credit.allowance"]._check_growth(self.company_id, growth)

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

    @api.model
    def _check_is_director(self):
        """Check that the caller is the marketing director.

        :raise AccessError: when not
        """
        if not self.env["sales.standard.mixin"]._may_put_in_force():
            raise AccessError(
                self.env._(
                    "Only the marketing director applies an approved assessment. Ask"
                    " the director."
                )
            )

    def _apply_lines(self):
        """Give the final tiers of the lines, set-based."""
        self.ensure_one()
        applied = {}
        reasons = {}
        for partner_id, tier_id, override in self._settle_lines():
            applied.setdefault(tier_id, []).append(partner_id)
            reasons[partner_id] = override
        # sudo: the director's decision holds for all customers of the company
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
        tiers = self.env["sales.tier"].sudo()  # as above
        partners.env["sales.tier.apply"]._apply_tiers(
            {tiers.browse(id_): partners.browse(ids) for id_, ids in applied.items()},
            self.name,
            self,
            reasons,
        )

    def _settle_lines(self):
        """Write the outcome of each line, and return those to apply.

        :return: list of (partner id, tier id, reason of a departure)
        """
        self.env["sales.tier.assessment.line"].flush_model()
        self.env["sales.tier"].flush_model(["active"])
        self.env["res.partner"].flush_model(["active", "tier_id"])
        # a planner that remembers the table empty would compare each line with all
        self.env.cr.execute(
            "ANALYZE sales_tier_assessment_line (id, assessment_id, partner_id)"
        )
        rows = self.env.execute_query(self._query_settle_lines())
        self.env["sales.tier.assessment.line"].invalidate_model(["outcome"])
        return [row[1:] for row in rows if row[0] == "applied"]

    def _query_settle_lines(self):
        """Return the SQL that writes the outcome of every line.

        Customers that were merged have several lines, of which the first counts.
        """
        resolve = self.env["sales.tier.resolve"]
        return SQL(
            """
            UPDATE sales_tier_assessment_line line
               SET outcome = CASE
                   WHEN line.final_tier_id IS NOT DISTINCT FROM line.old_tier_id
                        OR line.final_tier_id IS NULL THEN 'unchanged'
                   WHEN (%(tier)s)::int IS DISTINCT FROM line.old_tier_id
                        OR own.nth > 1 THEN 'superseded'
                   WHEN NOT partner.active THEN 'archived'
                   WHEN NOT tier.active THEN 'not_in_force'
                   ELSE 'applied' END
              FROM res_partner partner,
                   (SELECT id, final_tier_id,
                           ROW_NUMBER() OVER (PARTITION BY partner_id ORDER BY id)
                               AS nth
                      FROM sales_tier_assessment_line
                     WHERE assessment_id = %(assessment)s) own
              LEFT JOIN sales_tier tier ON tier.id = own.final_tier_id
             WHERE line.assessment_id = %(assessment)s
               AND own.id = line.id
               AND partner.id = line.partner_id
            RETURNING line.outcome, line.partner_id, line.final_tier_id,
                      CASE WHEN line.is_overridden THEN line.override_reason END
            """,
            tier=resolve._query_tier("partner", self.company_id),
            assessment=self.id,
        )

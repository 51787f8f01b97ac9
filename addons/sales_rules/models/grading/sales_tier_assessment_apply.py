from odoo import fields, models
from odoo.tools import SQL


class SalesTierAssessment(models.Model):
    _inherit = "sales.tier.assessment"

    def action_apply(self):
        """Write what was approved: tiers, core's limit and term, a history row each.

        Who got another tier since it was computed keeps it; nothing is written for
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
        """Say on each line what comes of it, and return those to apply.

        :return: list of (partner id, tier id, reason of a departure)
        """
        self.env["sales.tier.assessment.line"].flush_model()
        self.env["sales.tier"].flush_model(["active"])
        self.env["res.partner"].flush_model(["active", "tier_id"])
        rows = self.env.execute_query(self._query_settle_lines())
        self.env["sales.tier.assessment.line"].invalidate_model(["outcome"])
        return [row[1:] for row in rows if row[0] == "applied"]

    def _query_settle_lines(self):
        """Return the SQL that writes the outcome of every line.

        Customers that were merged have several lines, of which the first counts: a
        window, as without statistics of fresh lines each would be compared with all.
        """
        # sudo: the column of the tier, whatever the caller may read
        partners = self.env["res.partner"].sudo().with_company(self.company_id)
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
            tier=partners._field_to_sql("partner", "tier_id"),
            assessment=self.id,
        )

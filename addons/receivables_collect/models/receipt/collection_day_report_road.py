from odoo import models
from odoo.tools.misc import format_date


class CollectionDayReport(models.Model):
    _inherit = "collection.day.report"

    # who is told at which stage, beside the collector
    _road_roles = {
        "escalated": (
            "sales_rules.group_finance",
            "sales_rules.group_marketing_director",
        ),
        "legal": (
            "sales_rules.group_finance",
            "sales_rules.group_marketing_director",
            "sales_rules.group_general_manager",
        ),
    }

    def _tell_road(self, stage, receipts):
        """Give everybody who must know of late money one activity for this day.

        No sum is told: finance counts blind.

        :param str stage: what these `receipts` have just reached
        """
        self.ensure_one()
        type_xmlid = "receivables_collect.mail_activity_type_road"
        users = self._get_road_users(stage)
        self.activity_unlink([type_xmlid])
        summary = self._get_road_summary(stage, receipts)
        for user in users:
            self.activity_schedule(
                type_xmlid,
                min(receipts.mapped("remit_by")),
                summary=summary,
                user_id=user.id,
            )
        if stage != "warned":
            self.message_post(body=summary)

    def _get_road_users(self, stage):
        """Return who is told when money reaches `stage`."""
        users = self.collector_id
        if stage != "warned":
            users |= self.collector_id.sale_team_id.user_id
        for xmlid in self._road_roles.get(stage, ()):
            users |= self.env.ref(xmlid).all_user_ids.filtered(
                lambda user: self.company_id in user.company_ids and not user.share
            )
        if stage == "legal":
            users |= self.company_id.collection_legal_user_id
        return users.filtered("active")

    def _get_road_summary(self, stage, receipts):
        """Return what is said about the receipts of this day."""
        values = {
            "count": len(receipts),
            "collector": self.collector_id.name,
            "date": format_date(self.env, min(receipts.mapped("remit_by"))),
        }
        if stage == "warned":
            return self.env._(
                "%(count)s receipts of %(collector)s are to be handed in to finance by"
                " %(date)s.",
                **values,
            )
        if stage == "legal":
            return self.env._(
                "%(count)s receipts of %(collector)s were to be handed in by %(date)s"
                " and are referred to legal affairs.",
                **values,
            )
        return self.env._(
            "%(count)s receipts of %(collector)s were to be handed in by %(date)s and"
            " are not verified. New vouchers are held back until they are.",
            **values,
        )

from markupsafe import Markup

from odoo import api, models

_TYPE_CUSTOMERS = "sales_rules.mail_activity_type_customers"


class SalesApprovalNotice(models.AbstractModel):
    _inherit = "sales.approval.notice"

    @api.model
    def _get_further_activities(self):
        # EXTENDS approval: users who have new customers to approve (R4.30)
        wanted = {}
        counts = self.env["res.partner"]._get_customer_approvers()
        for user, count in counts.items():
            env = user.with_context(lang=user.lang).env
            summary = (
                env._("%s new customers wait for your approval", count)
                if count > 1
                else env._("1 new customer waits for your approval")
            )
            link = Markup('<p><a href="/odoo/action-%s">%s</a></p>') % (
                "sales_rules.res_partner_action_approve",
                env._("Customers to Approve"),
            )
            wanted[user.id] = {"summary": summary, "note": link}
        return super()._get_further_activities() | {_TYPE_CUSTOMERS: wanted}

"""One rule shows all customers to a list of groups, where seven did to one each."""

from odoo import SUPERUSER_ID, api

GONE = (
    "res_partner_rule_all_leads",
    "res_partner_rule_finance",
    "res_partner_rule_deputy",
    "res_partner_rule_general_manager",
    "res_partner_rule_planning",
    "res_partner_rule_rules_admin",
    "res_partner_rule_partner_manager",
)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    for name in GONE:
        # rules are not updated, so they are not removed either
        rule = env.ref(f"sales_rules.{name}", raise_if_not_found=False)
        if rule:
            rule.unlink()

"""Rules that show everything to five groups show it to the one that all include."""

from odoo import SUPERUSER_ID, api

FORMER = (
    "group_deputy_general_manager",
    "group_finance",
    "group_general_manager",
    "group_marketing_director",
    "group_rules_admin",
)


def migrate(cr, version):
    env = api.Environment(cr, SUPERUSER_ID, {})
    former = env["res.groups"].union(
        *(env.ref(f"sales_rules.{name}") for name in FORMER)
    )
    # rules are not updated; those that somebody gave other groups stay so
    for rule in env["ir.rule"].search([("groups", "in", former.ids)]):
        if rule.groups == former:
            rule.groups = env.ref("sales_rules.group_overview")

"""Checks of roles: those of `sales_rules`, asked before anything is done."""

from odoo.exceptions import AccessError

FINANCE = "sales_rules.group_finance"
DIRECTOR = "sales_rules.group_marketing_director"
MANAGER = "sales_rules.group_regional_manager"
COLLECTOR = "sales_rules.group_salesperson"
FINANCE_OR_DIRECTOR = f"{FINANCE},{DIRECTOR}"


def check(env, groups, message):
    """Refuse users who hold none of the `groups`; the superuser (cron) passes.

    :param str groups: external ids, separated by commas
    :param str message: a translated sentence that names the person to ask
    :raise AccessError: with the message
    """
    if not env.su and not env.user.has_groups(groups):
        raise AccessError(message)

"""Checks of roles and of records named by a client, asked before anything is done."""

from odoo.exceptions import AccessError

FINANCE = "sales_rules.group_finance"
DIRECTOR = "sales_rules.group_marketing_director"
MANAGER = "sales_rules.group_regional_manager"
COLLECTOR = "sales_rules.group_salesperson"
# the readers of what finance brought to the bank
BANKING = (
    f"{FINANCE},{DIRECTOR},sales_rules.group_general_manager"
    ",sales_rules.group_deputy_general_manager"
)
FINANCE_OR_DIRECTOR = f"{FINANCE},{DIRECTOR}"


def check(env, groups, message):
    """Refuse users who hold none of the `groups`; the superuser (cron) passes.

    :param str groups: external ids, separated by commas
    :param str message: a translated sentence that names the person to ask
    :raise AccessError: with the message
    """
    if not env.su and not env.user.has_groups(groups):
        raise AccessError(message)


def check_readable(records, message):
    """Refuse ids of records that the user cannot read, or that do not exist.

    The message is the same for all of them and names none: what a client sends tells
    it nothing about others' records. The user is asked also where the caller is in
    sudo, as constraints are; the superuser (cron) passes.

    :param records: what the client named
    :param str message: a translated sentence that says what to take instead
    :raise AccessError: with the message
    """
    seen = records.with_env(records.env(su=False))
    if seen and not (len(seen.exists()) == len(seen) and seen.has_access("read")):
        raise AccessError(message)

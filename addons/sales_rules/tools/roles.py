"""The readers of what the addons keep on core's records."""

# Every role of the department but planning, and core's own sales and accounting users.
CREDIT = "sales_rules.group_credit"


def is_closed(records, field, addon, shown=frozenset()):
    """Return whether a field is closed to the current user as one of another company.

    Customers read core's records in the portal, and over RPC with them every field that
    an addon puts there: none is open to them unless it is named.

    :param field: the field asked for
    :param str addon: the addon whose fields these are
    :param shown: names of those that customers do read
    """
    return (
        field._module == addon
        and not records.env.su
        and field.name not in shown
        and records.env.user.share
    )


def check_searched(records, name):
    """Refuse to search by a field that the user does not read.

    Core asks that of stored fields only: the answer of a search method tells the value.

    :raise AccessError: naming the field
    """
    records._check_field_access(records._fields[name], "read")

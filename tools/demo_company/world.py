"""The state that the steps of the demonstration share and hand on."""

from dataclasses import dataclass, field
from datetime import timedelta
from random import Random

from odoo.tools import SQL

TIMEZONE = "Asia/Shanghai"
CHINESE = "zh_CN"
# Masses of records need neither followers nor change logs.
QUIET = {
    "tracking_disable": True,
    "mail_create_nosubscribe": True,
    "mail_create_nolog": True,
    "mail_notrack": True,
}


@dataclass
class World:
    """The company while it is being made."""

    env: object
    scale: float = 1.0
    random: Random = field(default_factory=lambda: Random(19))
    users: dict = field(default_factory=dict)  # by login
    teams: dict = field(default_factory=dict)  # by the login of their leader
    terms: dict = field(default_factory=dict)  # by the tier's letter
    tiers: dict = field(default_factory=dict)  # by letter
    products: list = field(default_factory=list)
    freight: object = None
    dealers: object = None  # pricelist
    customers: dict = field(default_factory=dict)  # by key
    rows: dict = field(default_factory=dict)  # the table's row, by key
    stories: list = field(default_factory=list)  # (over, order), see deals.py
    portal_user: object = None
    portal_order: object = None

    @property
    def company(self):
        return self.env.company

    @property
    def today(self):
        return self.company._get_today()

    def ago(self, days):
        return self.today - timedelta(days=days)

    def act_as(self, user):
        """The environment of a user: own rights, own language."""
        return self.env(
            user=user, su=False, context=dict(self.env.context, lang=user.lang)
        )

    def quiet(self, login):
        """An environment to make many records in, in the name of a user."""
        user = self.users[login]
        return self.env(user=user, su=True, context=dict(self.env.context, **QUIET))


def in_two_languages(records, field_name, chinese):
    """Give records, made in English, the Chinese texts too."""
    for record, text in zip(records, chinese, strict=True):
        record.with_context(lang=CHINESE)[field_name] = text


def backdate(records, days):
    """Move what just happened to these records some days into the past.

    Every moment stored on them moves, so that orders and decisions look as if
    they had been made on different days.
    """
    if not records or not days:
        return
    records.env.flush_all()
    columns = [
        name
        for name, one in records._fields.items()
        if one.type == "datetime" and one.store and one.column_type
    ]
    moved = SQL(", ").join(
        SQL("%(column)s = %(column)s - %(days)s * INTERVAL '1 day'",
            column=SQL.identifier(name), days=days)
        for name in columns
    )  # fmt: skip
    table = SQL.identifier(records._table)
    records.env.cr.execute(
        SQL("UPDATE %s SET %s WHERE id IN %s", table, moved, tuple(records.ids))
    )
    records.invalidate_recordset(columns)

from odoo.fields import Command
from odoo.tests import new_test_user

from . import made_once

CONTACTS = "base.group_partner_manager"
MANAGER = "sales_rules.group_regional_manager"
DIRECTOR = "sales_rules.group_marketing_director"
GENERAL = "sales_rules.group_general_manager"

# attribute, and name: groups
PEOPLE = {
    "seller": ("group_salesperson", CONTACTS),
    "colleague": ("group_salesperson",),
    "other_seller": ("group_salesperson",),
    "manager": (MANAGER,),
    "other_manager": (MANAGER,),
    "director": (DIRECTOR,),
    "finance": ("group_finance",),
    "general": (GENERAL,),
    "deputy": ("group_deputy_general_manager",),
    "rules_admin": ("group_rules_admin", CONTACTS),
    "clerk": ("base.group_user",),
}
# subject: limits of regional manager and director; the general manager has none
AUTHORITIES = {
    "credit_release": (500, 5000),
    "overdue_release": (30, 90),
    "payment_term": (30, 90),
    "discount": (10, 30),
    "contract": (10000, 100000),
}


def _get_xmlid(group):
    return group if "." in group else f"sales_rules.{group}"


class DepartmentFixtures:
    """The people of a sales department, their teams and authorities.

    `seller` and `colleague` sell in the team that `manager` leads, `other_seller` in
    the team of `other_manager`; `clerk` is an employee without a role. The authorities
    are those to release orders.
    """

    @classmethod
    def set_up_department(cls):
        """Make the department in `company`."""
        for name, groups in PEOPLE.items():
            setattr(cls, name, cls.new_user(name, *groups))
        cls.team = cls.new_team("East", cls.manager, cls.seller | cls.colleague)
        cls.other_team = cls.new_team("West", cls.other_manager, cls.other_seller)
        cls.new_authorities(cls.company)

    @classmethod
    def find_department(cls):
        """Take the department that stands in the database, or else make it.

        For classes that need nothing else of what `CreditCommon` sets up. Superuser and
        administrator work in the department's company then.
        """
        if note := made_once.read("department"):
            made_once.give(cls, note, ["company", *PEOPLE, "team", "other_team"])
            users = cls.env.user | cls.env.ref("base.user_admin")
            users.company_ids += cls.company
            users.company_id = cls.company
        else:
            cls.company = cls.env.company
            cls.set_up_department()

    @classmethod
    def new_user(cls, login, *groups, **kwargs):
        """A user with groups of sales_rules, or of others by their full name."""
        kwargs.setdefault("company_id", cls.company.id)
        # internal logins of the tests, whatever other tests call theirs
        return new_test_user(
            cls.env,
            f"crt_{login}",
            ",".join(map(_get_xmlid, groups)),
            name=login,
            tz="UTC",
            **kwargs,
        )

    @classmethod
    def new_team(cls, name, leader, members):
        return cls.env["crm.team"].create(
            {
                "name": name,
                "user_id": leader.id,
                "company_id": False,
                "member_ids": [Command.set(members.ids)],
            }
        )

    @classmethod
    def new_authority(cls, limit, holder, subject="expense", **vals):
        """An authority up to `limit`; `holder` is a group's name, or a user."""
        if isinstance(holder, str):
            vals["group_id"] = cls.env.ref(_get_xmlid(holder)).id
        else:
            vals["user_id"] = holder.id
        vals = {"company_id": cls.company.id, "subject": subject} | vals
        return cls.env["sales.authority"].sudo().create(dict(vals, limit=limit))

    @classmethod
    def new_authorities(cls, company):
        """The authorities to release orders, in a company."""
        vals = {"company_id": company.id}
        for subject, (manager, director) in AUTHORITIES.items():
            cls.new_authority(manager, MANAGER, subject, **vals)
            cls.new_authority(director, DIRECTOR, subject, **vals)
            cls.new_authority(0, GENERAL, subject, unlimited=True, **vals)

    @classmethod
    def get_approvals(cls, document, state=None):
        """The approvals asked for a document, the oldest first."""
        approvals = cls.env["sales.approval"].sudo()
        approvals = approvals.search(
            [("res_model", "=", document._name), ("res_id", "in", document.ids)],
            order="id",
        )
        return approvals.filtered(lambda row: not state or row.state == state)

    def run_cron(self, name):
        """Run one of the addons' crons as the scheduler does."""
        with self.enter_registry_test_mode():
            self.env.ref(_get_xmlid(name)).sudo().method_direct_trigger()

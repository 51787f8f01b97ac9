from odoo.tests import new_test_user

from odoo.addons.base.tests.common import BaseCommon

from . import fake_models

MANAGER = "sales_rules.group_regional_manager"
DIRECTOR = "sales_rules.group_marketing_director"
GENERAL = "sales_rules.group_general_manager"


class ApprovalCommon(BaseCommon):
    """A team with its leader, the roles above, and a document under approval.

    Expenses: the regional manager decides up to 1,000, the director up to 5,000, the
    general manager without limit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fake_models.load(cls)
        cls.company = cls.env.company
        cls.seller = cls._new_user("seller", "group_salesperson")
        cls.colleague = cls._new_user("colleague", "group_salesperson")
        cls.manager = cls._new_user("manager", "group_regional_manager")
        cls.other_manager = cls._new_user("other_manager", "group_regional_manager")
        cls.director = cls._new_user("director", "group_marketing_director")
        cls.general = cls._new_user("general", "group_general_manager")
        cls.deputy = cls._new_user("deputy", "group_deputy_general_manager")
        cls.finance = cls._new_user("finance", "group_finance")
        cls.admin = cls._new_user("rules_admin", "group_rules_admin")
        cls.clerk = cls._new_user("clerk", "base.group_user")
        cls.team = cls.env["crm.team"].create(
            {"name": "East", "user_id": cls.manager.id}
        )
        cls.team_west = cls.env["crm.team"].create(
            {"name": "West", "user_id": cls.other_manager.id}
        )
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.level_manager = cls._new_authority(1000, MANAGER)
        cls.level_director = cls._new_authority(5000, DIRECTOR)
        cls.level_general = cls._new_authority(0, GENERAL, unlimited=True)

    @classmethod
    def _new_user(cls, login, *groups, **kwargs):
        xmlids = [g if "." in g else f"sales_rules.{g}" for g in groups]
        kwargs.setdefault("company_id", cls.env.company.id)
        return new_test_user(
            cls.env, login, ",".join(xmlids), name=login, tz="UTC", **kwargs
        )

    @classmethod
    def _new_authority(cls, limit, holder, subject="expense", **vals):
        """`holder`: the external id of a group, or a user."""
        if isinstance(holder, str):
            vals["group_id"] = cls.env.ref(holder).id
        else:
            vals["user_id"] = holder.id
        vals = {"company_id": cls.env.company.id} | vals
        return cls.env["sales.authority"].create(
            dict(vals, subject=subject, limit=limit)
        )

    @classmethod
    def _new_request(cls, amount=500, user=None, **vals):
        vals = {"name": "Request", "team_id": cls.team.id} | vals
        vals.setdefault("partner_id", cls.customer.id)
        model = cls.env["sales.fake.request"].with_user(user or cls.seller)
        return model.create(dict(vals, amount=amount))

    @classmethod
    def _ask(cls, amount=500, user=None, **vals):
        """Return the approval that a submitted request asks for."""
        request = cls._new_request(amount, user, **vals)
        request.action_submit()
        return cls._get_approvals(request)

    @classmethod
    def _get_approvals(cls, document):
        return cls.env["sales.approval"].search(
            [("res_model", "=", document._name), ("res_id", "in", document.ids)],
            order="id",
        )

    @classmethod
    def _get_document(cls, approval):
        return cls.env[approval.res_model].browse(approval.res_id)

    @classmethod
    def _substitute(cls, user, substitute, date_from, date_to):
        return cls.env["sales.substitute"].create(
            {
                "user_id": user.id,
                "substitute_id": substitute.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

    def _run_cron(self, name):
        """Run one of the crons as the scheduler does."""
        with self.enter_registry_test_mode():
            self.env.ref(f"sales_rules.ir_cron_approval_{name}").method_direct_trigger()

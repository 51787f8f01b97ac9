from odoo.addons.base.tests.common import BaseCommon

from . import fake_models
from .common_department import DIRECTOR, GENERAL, MANAGER, DepartmentFixtures


class ApprovalCommon(DepartmentFixtures, BaseCommon):
    """The department, and a document under approval.

    Expenses: the regional manager decides up to 1,000, the director up to 5,000, the
    general manager without limit.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        fake_models.load(cls)
        cls.find_department()
        cls.customer = cls.env["res.partner"].create({"name": "Customer"})
        cls.level_manager = cls.new_authority(1000, MANAGER)
        cls.level_director = cls.new_authority(5000, DIRECTOR)
        cls.level_general = cls.new_authority(0, GENERAL, unlimited=True)

    @classmethod
    def new_request(cls, amount=500, user=None, **vals):
        vals = {"name": "Request", "team_id": cls.team.id} | vals
        vals.setdefault("partner_id", cls.customer.id)
        model = cls.env["sales.fake.request"].with_user(user or cls.seller)
        return model.create(dict(vals, amount=amount))

    @classmethod
    def new_approval(cls, amount=500, user=None, **vals):
        """Return the approval that a submitted request asks for."""
        request = cls.new_request(amount, user, **vals)
        request.action_submit()
        return cls.get_approvals(request)

    @classmethod
    def get_document(cls, approval):
        return cls.env[approval.res_model].browse(approval.res_id)

    @classmethod
    def new_substitute(cls, user, substitute, date_from, date_to):
        return cls.env["sales.substitute"].create(
            {
                "user_id": user.id,
                "substitute_id": substitute.id,
                "date_from": date_from,
                "date_to": date_to,
            }
        )

from .common_handover import HandoverCommon


class ServiceCommon(HandoverCommon):
    """A home that is handed over to its owner, and a colleague who repairs.

    `repairer` is an internal user without a role; `clerk` is another one.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.repairer = cls.new_user("repairer", "base.group_user")

    @classmethod
    def new_handed(cls, days=0, **vals):
        """A contract whose home was handed over some days ago."""
        contract = cls.new_handed_over(**vals)
        if days:
            cls.let_pass(contract, days)
        return contract

    @classmethod
    def let_pass(cls, contract, days):
        """Have a home be handed over some days earlier, with its warranties."""
        contract._write_protected({"handover_date": cls.day(-days)})
        for row in contract.warranty_ids:
            row._write_protected({"date_from": cls.day(-days)})

    @classmethod
    def new_request(cls, contract, user=None, **vals):
        """A request that the salesperson enters; as superuser."""
        vals = {
            "contract_id": contract.id,
            "part": "leak",
            "description": "Water on the wall",
        } | vals
        requests = cls.env["property.service.request"]
        return requests.with_user(user or contract.user_id).create(vals).sudo()

    @classmethod
    def new_assigned(cls, contract, user=None, **vals):
        request = cls.new_request(contract, **vals)
        user = user or cls.repairer
        request.with_user(cls.home_manager).action_assign(user.id)
        return request

    @classmethod
    def new_done(cls, contract, user=None, cost=100, **vals):
        request = cls.new_assigned(contract, user, **vals)
        request.with_user(request.user_id).action_done("Sealed", cost)
        return request

from .common_sweep_contracts import SweepContracts


class SweepService(SweepContracts):
    """Requests of owners in every state."""

    @classmethod
    def _make_service(cls):
        contract = cls.swept["property.contract", "handed_over"]
        vals = {"contract_id": contract.id, "part": "pipes", "description": "Drips"}
        requests = cls.env["property.service.request"].with_user(cls.home_seller)
        steps = {
            "assigned": (cls.home_manager, "action_assign", cls.clerk.id),
            "done": (cls.clerk, "action_done", "Sealed", 10),
            "closed": (cls.home_seller, "action_confirm"),
        }
        for state in ("new", *steps, "cancelled"):
            request = requests.create(vals)
            for step, (user, method, *args) in steps.items():
                if state in ("new", "cancelled"):
                    break
                getattr(request.with_user(user), method)(*args)
                if step == state:
                    break
            if state == "cancelled":
                request.with_user(cls.home_manager).action_cancel("Twice")
            request.invalidate_recordset()
            assert request.sudo().state == state, request.sudo().state
            cls.sweep(state, request)

from .common_demand import PROOF
from .common_sweep_contracts import SweepContracts


class SweepProgress(SweepContracts):
    """Stages of buildings, what reached them, and demands to pay."""

    @classmethod
    def _make_progress(cls):
        stages = cls.env["property.progress.stage"].with_user(cls.director)
        stage = stages.create({"name": "Roof", "date_from": cls.day(-9)})
        cls.sweep("standing", stage)
        rows = cls.env["property.progress"].with_user(cls.investor)
        for name, state in (("A", "draft"), ("B", "certified"), ("C", "withdrawn")):
            progress = rows.create(
                {
                    "building_id": cls.new_building(cls.planned, name=name).id,
                    "stage_id": cls.env.ref(
                        "property_sales.property_progress_stage_facade"
                    ).id,
                    "report_number": "JL-1",
                    "scan": b"UERG",
                }
            )
            if state != "draft":
                progress.with_user(cls.director).action_certify()
            if state == "withdrawn":
                progress.with_user(cls.director).action_withdraw("Wrong")
            assert progress.state == state, progress.state
            cls.sweep(state, progress)

    @classmethod
    def _make_demands(cls):
        contract = cls.swept["property.contract", "signed"]
        part = contract.instalment_ids[0]
        contract._write_protected({"signed_on": cls.day(-9)})
        demands = cls.env["property.demand"]
        demand = demands.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "date": cls.day(-1),
                    "last_day": cls.day(89),
                    "amount": part.amount,
                    "instalment_ids": part.ids,
                    "scan": PROOF,
                    "served_by_id": cls.home_seller.id,
                }
            ]
        )
        cls.sweep("served", demand)

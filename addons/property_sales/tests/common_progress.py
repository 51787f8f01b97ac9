from odoo.fields import Command

from .common_amendment import AmendmentCommon

STAGE = "property_sales.property_progress_stage_"


class ProgressCommon(AmendmentCommon):
    """Contracts whose second instalment waits for a stage of the building."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.foundation = cls.env.ref(f"{STAGE}foundation")
        cls.topped_out = cls.env.ref(f"{STAGE}topped_out")

    @classmethod
    def new_progress(cls, stage=None, days=0, building=None, **vals):
        """A draft of investment development, of a stage reached so many days ago."""
        vals = {
            "building_id": (building or cls.building).id,
            "stage_id": (stage or cls.topped_out).id,
            "date": cls.day(-days),
            "report_number": "JL-7",
            "scan": b"UERG",
            "scan_name": "report.pdf",
        } | vals
        rows = cls.env["property.progress"].with_user(cls.investor)
        return rows.create(vals).sudo()

    @classmethod
    def new_certified(cls, stage=None, days=0, building=None, **vals):
        progress = cls.new_progress(stage, days, building, **vals)
        progress.with_user(cls.director).action_certify()
        cls.env.invalidate_all()
        return progress

    @classmethod
    def get_parts(cls, stage=None, months=0, **vals):
        """300,000 today, and 700,000 with the stage."""
        waiting = {"anchor": "progress", "stage_id": (stage or cls.topped_out).id}
        waiting |= {"name": "Stage", "amount": 700_000, "months": months} | vals
        now = {"name": "Now", "amount": 300_000, "date_due": cls.today}
        return [Command.create(now), Command.create(waiting)]

    @classmethod
    def new_waiting(cls, stage=None, months=0, reservation=None):
        """A signed contract that waits for the stage; and the instalment."""
        contract = cls.new_signed(
            reservation, instalment_ids=cls.get_parts(stage, months)
        )
        return contract, contract.instalment_ids.sorted("sequence")[-1]

    def claim(self):
        self.run_cron("property_sales.ir_cron_property_claim")
        self.env.invalidate_all()

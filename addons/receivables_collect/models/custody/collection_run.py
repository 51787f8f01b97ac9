from odoo import api, fields, models


class CollectionRun(models.Model):
    """The step after a run: its slips are handed to the branches (R4.24)."""

    _inherit = "collection.run"

    hand_over_count = fields.Integer(
        string="Slips to Hand Over", compute="_compute_hand_over_count"
    )

    @api.depends("slip_ids.state", "slip_ids.open_handover_id")
    def _compute_hand_over_count(self):
        groups = self.env["collection.slip"]._read_group(
            self._get_hand_over_domain(), ["run_id"], ["__count"]
        )
        counts = dict(groups)
        for run in self:
            run.hand_over_count = counts.get(run._origin, 0)

    def action_hand_over(self):
        """Prepare the F18 of each branch for the slips of these runs."""
        self.check_access("read")
        slips = self.env["collection.slip"].search(self._get_hand_over_domain())
        return slips.action_hand_over()

    def _get_hand_over_domain(self):
        """Return the domain of the issued slips of these runs still at finance."""
        return [
            ("run_id", "in", self.ids),
            ("state", "=", "issued"),
            ("custody", "=", "finance"),
            ("open_handover_id", "=", False),
        ]

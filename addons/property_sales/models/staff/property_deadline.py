from odoo import fields, models
from odoo.fields import Domain

from ..deadline.property_deadline import DIRECTOR, Expected, Kind
from .property_training import SALES


class PropertyDeadline(models.Model):
    """Trainings are renewed before they end, by the leader of the team (R2.11)."""

    _inherit = "property.deadline"

    _kinds = {"training": Kind("property.training", DIRECTOR, 30)}

    kind = fields.Selection(
        selection_add=[("training", "Training to Renew")],
        ondelete={"training": "cascade"},
    )

    def _expect_training(self, trainings):
        """Return the last training of each salesperson, of `trainings` or of all."""
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(SALES)
        domain = (
            Domain("state", "=", "done")
            & Domain("user_id.active", "=", True)
            & Domain("user_id.all_group_ids", "in", [group_id])
        )
        if trainings is not None:
            domain &= Domain("user_id", "in", trainings.sudo().user_id.ids)  # theirs
        found = self.env["property.training"].search(domain, order="date_end, id")
        last = {(training.user_id, training.company_id): training for training in found}
        return {
            training.id: Expected(
                training.company_id,
                training.date_end,
                training.user_id.sale_team_id.user_id - training.user_id,
            )
            for training in last.values()
        }

    def _get_done_training(self, ids):
        """Return those trainings that a later one came after."""
        trainings = self.env["property.training"].browse(ids)
        later = self.env["property.training"]._read_group(
            [("state", "=", "done"), ("user_id", "in", trainings.user_id.ids)],
            ["user_id", "company_id"],
            ["date_end:max"],
        )
        last = {(user, company): date for user, company, date in later}
        return {
            training.id
            for training in trainings.filtered(lambda row: row.state == "done")
            if last[training.user_id, training.company_id] > training.date_end
        }

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class PropertyProgressStage(models.Model):
    """A stage of a building that payments wait for, in the order of the works (R2.10).

    One that a building has reached, or a contract names, keeps its name and its place:
    it is what was agreed. It is ended by its last day, and another one entered.
    """

    _name = "property.progress.stage"
    _description = "Stage of a Building"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(
        default=10,
        aggregator=None,
        help="Later stages of a building are not reached before earlier ones.",
    )
    company_id = fields.Many2one("res.company", index=True, help="Empty for all.")
    date_from = fields.Date(
        string="In Use from",
        required=True,
        default=lambda self: self.env.company._get_today(),
    )
    date_to = fields.Date(
        string="In Use until", help="The last day on which a building reaches it."
    )

    _days = models.Constraint(
        "CHECK(date_to IS NULL OR date_to >= date_from)",
        "A stage is in use until the day from which it is, or later.",
    )

    def write(self, vals):
        if {"name", "sequence", "company_id"} & vals.keys():
            self._check_unused(vals)
        return super().write(vals)

    def _check_unused(self, vals):
        """Check that nothing was agreed or certified of what these become.

        :raise UserError: naming the stages that are in use
        """
        changed = self.filtered(
            lambda stage: any(
                name in vals
                and stage._fields[name].convert_to_write(stage[name], stage)
                != (vals[name] or stage._fields[name].falsy_value or False)
                for name in ("name", "sequence", "company_id")
            )
        )
        used = changed.filtered(lambda stage: stage._is_used())
        if used:
            raise UserError(
                self.env._(
                    "%s stands in contracts or was certified: end it by its last day,"
                    " and enter another stage.",
                    ", ".join(used.mapped("name")),
                )
            )

    def _is_used(self):
        """Return whether a contract or a building stands on one stage."""
        self.ensure_one()
        domain = Domain("stage_id", "=", self.id)
        return any(
            # sudo: of everybody, whoever asks
            self.env[model].sudo().search_count(domain, limit=1)
            for model in ("property.progress", "property.instalment")
        )

    def _is_in_use(self, day):
        """Return whether one stage is in use on a day."""
        self.ensure_one()
        return self.date_from <= day and not (self.date_to and self.date_to < day)

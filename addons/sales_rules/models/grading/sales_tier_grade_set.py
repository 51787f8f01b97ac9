from odoo import api, fields, models
from odoo.fields import Domain

from odoo.addons.sales_rules.tools import door_kinds

COUNTS = ("up", "down", "new", "same")


class SalesTierGradeSet(models.AbstractModel):
    """The sums of the grades in `line_ids`, readable one by one or not (R1.6).

    Of the assessment and of its preview, so that both say the same.
    """

    _name = "sales.tier.grade.set"
    _description = "Sums of Grades"

    company_id = fields.Many2one("res.company")
    currency_id = fields.Many2one(related="company_id.currency_id")
    line_count = fields.Integer(string="Graded", compute="_compute_totals")
    up_count = fields.Integer(string="Better", compute="_compute_totals")
    down_count = fields.Integer(string="Worse", compute="_compute_totals")
    new_count = fields.Integer(string="First Tiers", compute="_compute_totals")
    same_count = fields.Integer(string="Unchanged", compute="_compute_totals")
    unfit_count = fields.Integer(
        string="No Tier Fits",
        compute="_compute_totals",
        help="Customers who meet no tier's thresholds: they keep theirs until somebody"
        " decides.",
    )
    granted_amount = fields.Monetary(
        string="Credit Granted",
        compute="_compute_totals",
        help="The sum by which limits rise; unlimited credit counts as zero.",
    )
    withdrawn_amount = fields.Monetary(
        string="Credit Withdrawn", compute="_compute_totals"
    )
    matrix = fields.Json(compute="_compute_matrix")

    def _compute_totals(self):
        totals = self._get_totals()
        for record in self:
            for name, value in totals[record.id].items():
                record[name] = value

    def _compute_matrix(self):
        for record in self:
            record.matrix = record._get_matrix()

    def _get_lines(self):
        """Return the model of the lines, and the field that leads back."""
        field = self._fields["line_ids"]
        # sudo: sums of all teams, no single customer
        return self.env[field.comodel_name].sudo(), field.inverse_name

    def _get_line_action(self, domain):
        """Return the action that opens the lines of `domain`; a hook.

        :param domain: of the lines of this record
        """
        raise NotImplementedError

    @door_kinds.takes(
        old_tier_id=door_kinds.one("sales.tier"),
        new_tier_id=door_kinds.one("sales.tier"),
    )
    def action_view_cell(self, old_tier_id, new_tier_id):
        """Open the customers who go from one tier to another.

        :param old_tier_id: a tier or its id, or False for those without a tier
        :param new_tier_id: the same
        """
        self.ensure_one()
        return self._get_line_action(
            [
                ("old_tier_id", "=", old_tier_id.id),
                ("final_tier_id", "=", new_tier_id.id),
            ]
        )

    def _get_total_parts(self):
        """Return the further sums besides the moves: {field: (domain, aggregate)}."""
        return {
            "unfit_count": ([("formula_tier_id", "=", False)], "__count"),
            "granted_amount": ([("limit_change", ">", 0)], "limit_change:sum"),
            "withdrawn_amount": ([("limit_change", "<", 0)], "limit_change:sum"),
        }

    def _get_totals(self):
        """Return the figures of each record: {id: {name of field: value}}."""
        parts = self._get_total_parts()
        names = [*(f"{move}_count" for move in COUNTS), "line_count", *parts]
        totals = {record.id: dict.fromkeys(names, 0) for record in self}
        lines, inverse = self._get_lines()
        inside = Domain(inverse, "in", self._origin.ids)
        for record, move, count in lines._read_group(
            inside, [inverse, "move"], ["__count"]
        ):
            totals[record.id][f"{move}_count"] += count
            totals[record.id]["line_count"] += count
        for name, (domain, aggregate) in parts.items():
            for record, value in lines._read_group(
                inside & Domain(domain), [inverse], [aggregate]
            ):
                totals[record.id][name] = abs(value)
        return totals

    def _get_matrix(self):
        """Return the number of customers per move between tiers, for the widget."""
        self.ensure_one()
        lines, inverse = self._get_lines()
        groups = lines._read_group(
            [(inverse, "in", self._origin.ids)],
            ["old_tier_id", "final_tier_id"],
            ["__count"],
        )
        counts = {(old, new): count for old, new, count in groups}
        return self._prepare_matrix(counts)

    @api.model
    def _prepare_matrix(self, counts):
        """Return a table of moves for the widget `sales_tier_matrix`.

        :param counts: {(tier before, tier after): customers}, of `sales.tier` records
        :return: dict of `columns` and `rows`, the best tier first, none last
        """
        tiers = self.env["sales.tier"].union(
            *(tier for pair in counts for tier in pair)
        )
        order = [*tiers.sorted(lambda tier: (tier.sequence, tier.id)), tiers.browse()]
        move = self._get_lines()[0]._get_move
        none = self.env._("No tier")
        after = [tier for tier in order if any(new == tier for _old, new in counts)]
        return {
            "columns": [{"id": tier.id, "name": tier.name or none} for tier in after],
            "rows": [
                {
                    "id": old.id,
                    "name": old.name or none,
                    "cells": [
                        {
                            "id": new.id,
                            "count": counts.get((old, new), 0),
                            "move": move(old, new),
                        }
                        for new in after
                    ],
                }
                for old in order
                if any(before == old for before, _new in counts)
            ],
        }

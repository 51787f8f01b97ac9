from odoo import api, fields, models
from odoo.exceptions import AccessError


class ResCompany(models.Model):
    _inherit = "res.company"

    # What the director decides (R1.11).
    _standard_fields = frozenset({"contract_review", "contract_review_amount"})

    contract_review = fields.Boolean(
        help="Every order is reviewed before it is confirmed, above the amount below."
    )
    contract_review_amount = fields.Monetary(
        string="Review Contracts above",
        help="Orders up to this total, taxes included, need no review. Zero reviews"
        " every order; raising it is the marketing director's delegation.",
    )
    contract_review_since = fields.Date(
        readonly=True, help="Since when the amount holds."
    )
    contract_review_by_id = fields.Many2one("res.users", readonly=True)

    @api.model_create_multi
    def create(self, vals_list):
        if any(self._standard_fields & vals.keys() for vals in vals_list):
            self._check_director_decides()
        return super().create(vals_list)

    def write(self, vals):
        changed = any(
            company[name] != vals[name]
            for company in self
            for name in self._standard_fields & vals.keys()
        )
        if not changed:
            return super().write(vals)
        self._check_director_decides()
        today = fields.Date.context_today(self)
        noted = {"contract_review_since": today, "contract_review_by_id": self.env.uid}
        return super().write(dict(vals, **noted))

    @api.model
    def _check_director_decides(self):
        """:raise AccessError: when the caller is not the marketing director"""
        director = "sales_rules.group_marketing_director"
        if not self.env.su and not self.env.user.has_group(director):
            raise AccessError(
                self.env._(
                    "Which contracts are reviewed is decided by the marketing"
                    " director. Ask the director to change it."
                )
            )

    def _get_role_users(self, role):
        """Return the active internal users of `role` who work in this company.

        In sudo: to ask, tell or count them only.

        :param str role: the external id of a group
        """
        self.ensure_one()
        group_id = self.env["ir.model.data"]._xmlid_to_res_id(role)
        users_sudo = self.env["res.users"].sudo()  # who they are, whoever asks
        return users_sudo.search(
            [
                ("all_group_ids", "in", [group_id]),
                ("company_ids", "in", self.ids),
                ("share", "=", False),
                ("active", "=", True),
            ],
            order="id",
        )

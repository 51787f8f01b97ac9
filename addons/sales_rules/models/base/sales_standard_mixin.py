from odoo import api, fields, models
from odoo.exceptions import AccessError

from odoo.addons.sales_rules.tools.ondelete import ondelete_always


class SalesStandardMixin(models.AbstractModel):
    """A standard that the marketing director puts in force (R1.6, R1.8, R1.9).

    Administrators key it in as a draft (archived); the marketing director, or the
    superuser at installation, puts it in force. A model names in `_standard_fields`
    what the director decides, `active` among them; in drafts administrators change
    it, as long as `_check_not_in_use` lets them.
    """

    _name = "sales.standard.mixin"
    _description = "Standard Put in Force by the Director"
    _inherit = ["sales.protected.mixin", "mail.thread"]

    # says what may never be deleted: no client enters it
    _protected_fields = frozenset({"in_force_since"})
    _standard_fields = frozenset({"active"})

    active = fields.Boolean(
        string="In Force",
        default=lambda self: self._may_put_in_force(),
        tracking=True,
        help="Drafts are archived. The marketing director puts them in force.",
    )
    in_force_since = fields.Date(readonly=True, copy=False)
    is_fixed = fields.Boolean(
        compute="_compute_is_fixed",
        help="In force: only the marketing director may change it.",
    )

    @api.depends_context("uid")
    def _compute_is_fixed(self):
        may_change = self._may_put_in_force()
        for standard in self:
            standard.is_fixed = standard._origin.active and not may_change

    @api.model_create_multi
    def create(self, vals_list):
        standards = super().create(vals_list)
        in_force = standards.filtered("active")
        if in_force and not self._may_put_in_force():
            # after it, for what the context defaults
            self._raise_not_director()
        in_force._note_in_force()
        return standards

    def write(self, vals):
        if self._standard_fields & vals.keys() and not self._may_put_in_force():
            if vals.get("active") or any(self.mapped("active")):
                self._raise_not_director()
            self._check_not_in_use()
        drafts = self.filtered(lambda standard: not standard.active)
        res = super().write(vals)
        drafts.filtered("active")._note_in_force()
        if "company_id" in vals:
            # to no company that the caller does not work in
            self.check_access("write")
        return res

    def copy_data(self, default=None):
        # Every copy is a draft.
        vals_list = super().copy_data(dict(default or {}, active=False))
        for standard, vals in zip(self, vals_list, strict=True):
            if "name" not in (default or {}):
                vals["name"] = self.env._("%s (copy)", standard.name)
        return vals_list

    @ondelete_always
    def _unlink_except_in_use(self):
        self._check_not_in_use()
        known = self.filtered(lambda standard: standard.in_force_since)
        if known and not self._may_put_in_force():
            self._raise_not_director()

    def action_put_in_force(self):
        """Put drafts in force; the marketing director's decision.

        :raise AccessError: when the user is not the marketing director
        """
        self.action_unarchive()

    def _note_in_force(self):
        """Date standards that were just put in force."""
        for company, standards in self.grouped("company_id").items():
            standards._write_protected({"in_force_since": company._get_today()})

    @api.model
    def _may_put_in_force(self):
        """Return whether the caller decides the standard: the director, or su."""
        return self.env.su or self.env.user.has_group(
            "sales_rules.group_marketing_director"
        )

    @api.model
    def _raise_not_director(self):
        """Refuse a change by others than the director, in the words of the model.

        :raise AccessError: always
        """
        raise AccessError(
            self.env._(
                "%s: put in force and changed by the marketing director only. Save it"
                " as a draft (archived) and ask the director.",
                self.env["ir.model"]._get(self._name).name,
            )
        )

    def _check_not_in_use(self):
        """Refuse for standards that something was decided by; a hook.

        :raise UserError: naming them
        """

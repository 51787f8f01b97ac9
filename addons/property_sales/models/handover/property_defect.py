from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.ondelete import ondelete_always

from .property_warranty_term import PARTS


class PropertyDefect(models.Model):
    """Something that the buyer found wrong with a home, and until when it is mended.

    At the inspection after the repair it is opened again where it is not mended well.
    """

    _name = "property.defect"
    _description = "Defect of a Home"
    _inherit = [
        "property.secret.mixin",
        "sales.reason.mixin",
        "sales.protected.mixin",
    ]
    _order = "handover_id, id"
    _rec_name = "text"

    _protected_fields = frozenset(
        {"handover_id", "part", "text", "date_done", "company_id", "mend_note"}
        | {"photo_ids", "reopened_on"}
    )

    handover_id = fields.Many2one(
        "property.handover",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="handover_id.company_id", store=True, index=True
    )
    part = fields.Selection(PARTS, required=True, readonly=True)
    text = fields.Char(string="Defect", required=True, readonly=True)
    photo = fields.Image(max_width=1920, max_height=1920)
    photo_ids = fields.One2many("property.defect.photo", "defect_id", string="Photos")
    user_id = fields.Many2one("res.users", string="Mended by", index=True)
    date_due = fields.Date(string="Mended until")
    date_done = fields.Date(string="Mended on", readonly=True)
    mend_note = fields.Char(string="Note of the Repair", readonly=True)
    reopened_on = fields.Date(
        string="Opened Again on",
        readonly=True,
        help="The day of the last inspection at which it was not mended well.",
    )

    @api.depends("text", "handover_id")
    def _compute_display_name(self):
        for defect in self:
            # sudo: whoever mends it reads the name of the home only
            home = defect.handover_id.sudo().unit_id.display_name
            defect.display_name = " · ".join(filter(None, [defect.text, home]))

    def write(self, vals):
        res = super().write(vals)
        self.env["property.deadline"]._follow(self)
        return res

    @ondelete_always
    def _unlink_never(self):
        raise UserError(
            self.env._(
                "Defects stay on record; note that they are mended: %s",
                ", ".join(self[:5].mapped("display_name")),
            )
        )

    def action_done(self):
        """Note that these defects are mended."""
        self.handover_id.contract_id._check_seller()
        for defect in self.filtered(lambda row: not row.date_done):
            today = defect.company_id._get_today()
            # sudo: noted by methods only
            defect.sudo()._write_protected({"date_done": today})
        return True

    @door_kinds.takes(note=door_kinds.text, photo=sent.photo)
    def action_mend(self, note, photo=None):
        """Note how one defect was mended, with a photo.

        :param str note: what was done
        :param str photo: as an encoded picture
        :raise AccessError: for others than the salesperson, those who lead them, and
            the user who mends it
        :raise UserError: without a note, or once it is mended
        """
        self.ensure_one()
        if not self._is_mender():
            self.handover_id.contract_id._check_seller()
        if self.date_done:
            raise UserError(self.env._("%s is mended already.", self.display_name))
        note = self._check_reason(note, self.env._("Say what was repaired."))
        self._take_photo("mended", photo)
        # sudo: noted by methods only
        self.sudo()._write_protected(
            {"date_done": self.company_id._get_today(), "mend_note": note}
        )
        self._log(
            self.env._("Mended: %(defect)s (%(note)s)", defect=self.text, note=note)
        )
        return True

    @door_kinds.takes(reason=door_kinds.text, photo=sent.photo)
    def action_reopen(self, reason, photo=None):
        """Note that one defect was not mended well: its days begin anew.

        :param str reason: what the buyer found at the further inspection
        :param str photo: as an encoded picture
        :raise UserError: without a reason, while it is not mended, or after the end of
            the contract
        """
        self.ensure_one()
        contract = self.handover_id.contract_id
        contract._check_seller()
        if not self.date_done or contract.state in ("rescinded", "cancelled"):
            raise UserError(
                self.env._(
                    "%s: only what is mended is opened again, while the contract runs.",
                    self.display_name,
                )
            )
        reason = self._check_reason(reason)
        self._take_photo("again", photo)
        today = self.company_id._get_today()
        days = timedelta(days=self.company_id.property_defect_days)
        # sudo: noted by methods only
        self.sudo()._write_protected(
            {"date_done": False, "reopened_on": today, "date_due": today + days}
        )
        self._log(
            self.env._(
                "Not mended well: %(defect)s (%(reason)s)",
                defect=self.text,
                reason=reason,
            )
        )
        return True

    @api.model
    def _note(self, handover, defects):
        """Note defects that the buyer found at the inspection of one handover.

        :param list defects: dictionaries of `part`, `text` and `photos`
        """
        days = timedelta(days=handover.company_id.property_defect_days)
        # sudo: made by methods only
        made = self.sudo()._create_protected(
            [
                {
                    "handover_id": handover.id,
                    "part": defect["part"],
                    "text": defect["text"],
                    "date_due": handover.company_id._get_today() + days,
                    "user_id": handover.user_id.id,
                }
                for defect in defects
            ]
        )
        self.env["property.defect.photo"]._take(
            "found",
            [
                (row, photo)
                for row, defect in zip(made, defects, strict=True)
                for photo in defect["photos"]
            ],
        )

    def _is_mender(self):
        """Return whether the caller is the user who mends one defect."""
        return self.user_id == self.env.user

    def _take_photo(self, kind, photo):
        """Keep a photo of one defect, if there is one."""
        if photo:
            self.env["property.defect.photo"]._take(kind, [(self, photo)])

    def _log(self, text):
        """Note on the handover what became of one defect."""
        # sudo: whoever mends it reads no handovers
        handover_sudo = self.handover_id.sudo()
        handover_sudo._message_log(body=text)

    def _is_answered(self):
        """Return whether one defect is mended, or it is said by whom and when."""
        self.ensure_one()
        return bool(self.date_done or (self.user_id and self.date_due))

    @api.model
    def _get_parts(self):
        """Return the parts that a defect may be of."""
        return self._fields["part"].get_values(self.env)

from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.sales_rules.tools import door_kinds

# may still be filed; the survey may come first
UNFILED = ("signed", "settled")


class PropertyBureauMixin(models.AbstractModel):
    """The steps of the housing bureau for a signed contract, and its numbers (R2.7).

    It is signed online, and filed: each number is that of one contract.
    """

    _name = "property.bureau.mixin"
    _description = "Signed Online and Filed"
    _inherit = ["sales.state.mixin"]

    _protected_fields = frozenset(
        {"online_number", "online_date", "filing_number", "filing_date"}
    )
    _state_moves = {"filed": ("signed",)}

    online_number = fields.Char(
        string="Online Signing Number", readonly=True, copy=False
    )
    online_date = fields.Date(string="Signed Online on", readonly=True, copy=False)
    filing_number = fields.Char(readonly=True, copy=False, tracking=True)
    filing_date = fields.Date(string="Filed on", readonly=True, copy=False)

    _one_filing = models.UniqueIndex(
        "(company_id, filing_number) WHERE filing_number IS NOT NULL",
        "A contract was filed under this number already.",
    )
    _one_online = models.UniqueIndex(
        "(company_id, online_number) WHERE online_number IS NOT NULL",
        "A contract was signed online under this number already.",
    )

    @door_kinds.takes(number=door_kinds.text, date=door_kinds.day)
    def action_register_online(self, number, date=None):
        """Note the number of the online signing at the bureau.

        :raise UserError: before the signature, or without a number
        """
        self.ensure_one()
        self._check_seller()
        self._check_state("signed", "filed", "settled")
        if self.online_number:
            raise UserError(
                self.env._(
                    "%(contract)s was signed online under %(number)s already.",
                    contract=self.display_name,
                    number=self.online_number,
                )
            )
        number, date = self._check_bureau(number, date)
        self._check_number_free("online_number", number)
        self._write_protected({"online_number": number, "online_date": date})
        self.env["property.deadline"]._follow(self)
        return True

    @door_kinds.takes(filing_number=door_kinds.text, date=door_kinds.day)
    def action_file(self, filing_number, date=None):
        """Note that the bureau has filed the contract.

        One whose area was settled before stays settled.

        :raise UserError: before the signature, a second time, for a number that is
            used, or a future day
        """
        self.ensure_one()
        self._check_seller()
        self._check_state(*(("signed",) if self.filing_number else UNFILED))
        number, date = self._check_bureau(filing_number, date)
        self._check_number_free("filing_number", number)
        filed = {"filing_number": number, "filing_date": date}
        if self.state == "signed":
            self._move("filed", **filed)
        else:
            self._write_protected(filed)
        self._note_filed()
        self.env["property.deadline"]._follow(self)
        return True

    def _note_filed(self):
        """Follow the filing of one contract; to be extended by what starts with it."""

    def _check_bureau(self, number, date):
        """Check what the bureau gave: a number, and a day since the signature."""
        number = (number or "").strip()
        today = self.company_id._get_today()
        date = date or today
        if not number:
            raise UserError(
                self.env._("%s: enter the number of the bureau.", self.display_name)
            )
        if not self.signed_on <= date <= today:
            raise UserError(
                self.env._(
                    "%(contract)s was signed on %(date)s: the bureau's day is from then"
                    " on, and not after today.",
                    contract=self.display_name,
                    date=format_date(self.env, self.signed_on),
                )
            )
        return number, date

    def _check_number_free(self, name, number):
        """Check that no other contract of the company has this number of the bureau."""
        contracts_sudo = self.sudo()  # whoever leads the other one
        other = contracts_sudo.search(
            [
                ("company_id", "=", self.company_id.id),
                (name, "=", number),
                ("id", "!=", self.id),
            ],
            limit=1,
        )
        if other:
            raise UserError(
                self.env._(
                    "%(number)s is the number of another contract, of %(home)s: check"
                    " the paper of the bureau.",
                    number=number,
                    home=other.unit_id.display_name,
                )
            )

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools.misc import format_date

from odoo.addons.property_sales.tools import sent
from odoo.addons.sales_rules.tools import door_kinds
from odoo.addons.sales_rules.tools.inherited import add_up


class PropertyDocument(models.Model):
    """A paper of a contract: its number, days and the buyer's signature (R2.7, R2.9).

    Each kind has a register of its own without gaps. A paper is issued by the step of
    the contract that it belongs to; the buyer signs for the copy received.
    """

    _name = "property.document"
    _description = "Paper of a Contract"
    _inherit = [
        "property.contract.part.mixin",
        "property.kept.mixin",
        "sales.register.mixin",
    ]
    _order = "contract_id, id"
    _rec_name = "number"

    _protected_fields = frozenset(
        {"kind", "number", "date_issued", "user_id", "date_received", "signature"}
    )

    # kind: what its numbers begin with; adds up over the classes, papers of others have
    # none
    _prefixes = {"agreement": "F37", "contract": "F38"}

    kind = fields.Selection(
        [("agreement", "Pre-sale Agreement F37"), ("contract", "Sale Contract F38")],
        required=True,
        readonly=True,
    )
    number = fields.Char(
        string="Document Number", readonly=True, copy=False, index="trigram"
    )
    date_issued = fields.Date(string="Signed or Issued on", readonly=True, copy=False)
    user_id = fields.Many2one(
        "res.users", string="Issued by", readonly=True, copy=False
    )
    date_received = fields.Date(string="Copy Received on", readonly=True, copy=False)
    signature = fields.Binary(
        string="Signature for the Copy", readonly=True, copy=False, attachment=True
    )

    _one_number = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "This number exists already."
    )

    @api.depends("number", "kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for paper in self:
            paper.display_name = paper.number or kinds.get(paper.kind, "")

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._(
            "Papers stay on record, or their numbers would be missing: %s", names
        )

    def _get_register(self):
        # EXTENDS 'sales.register.mixin': a register for each kind of paper
        kind = self[:1].kind
        return f"property.document.{kind}", add_up(type(self), "_prefixes")[kind]

    @api.model
    def _issue(self, contract, kind, date):
        """Issue a paper of a contract, with the next number of its register.

        :param date: the day of the paper, whose year is that of the number
        :return: the paper, in sudo
        """
        return self._issue_all(contract, kind, {contract.id: date})

    @api.model
    def _issue_all(self, contracts, kind, dates):
        """Issue a paper of a kind for each contract.

        :param dict dates: the day of each paper by id of contract
        :return: the papers in the order of the contracts, in sudo
        """
        # sudo: made by the steps of the contract only
        papers_sudo = self.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "date_issued": dates[contract.id],
                    "user_id": self.env.uid,
                }
                for contract in contracts
            ]
        )
        if kind in add_up(type(self), "_prefixes"):
            for date, papers in papers_sudo.grouped("date_issued").items():
                papers._take_register_numbers(date)
        return papers_sudo

    @door_kinds.takes(signature=sent.picture, date=door_kinds.day)
    def action_receive(self, signature, date=None):
        """Note that the buyer received a copy of one paper, and signed for it.

        :param str signature: the drawn signature, as an encoded picture
        :raise UserError: without a signature, for a day before the paper or after
            today, or a second time
        """
        self.ensure_one()
        self.contract_id._check_seller()
        today = self.company_id._get_today()
        date = date or today
        if self.date_received:
            raise UserError(
                self.env._(
                    "%(paper)s: the copy was received on %(date)s already.",
                    paper=self.display_name,
                    date=format_date(self.env, self.date_received),
                )
            )
        if not signature:
            raise UserError(
                self.env._(
                    "%s: the buyer signs for the copy received.", self.display_name
                )
            )
        if not self.date_issued <= date <= today:
            raise UserError(
                self.env._(
                    "%(paper)s is of %(date)s: its copy is received from then on, and"
                    " not after today.",
                    paper=self.display_name,
                    date=format_date(self.env, self.date_issued),
                )
            )
        # sudo: noted by methods only
        self.sudo()._write_protected({"signature": signature, "date_received": date})
        self.env["property.deadline"]._follow(self.contract_id)
        return True

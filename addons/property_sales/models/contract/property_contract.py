from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Domain

from odoo.addons.sales_rules.models.approval.sales_approval_mixin import APPROVAL_STATES
from odoo.addons.sales_rules.tools import door_kinds

SELLER = "property_sales.group_property_sales"
FINANCE = "sales_rules.group_finance"
# may still become a contract
PREPARED = ("draft", "disclosed", "approved")
# the home is sold
SIGNED = ("signed", "filed", "settled", "handed_over")
LIVE = PREPARED + SIGNED


class PropertyContract(models.Model):
    """The sale of one home, from its reservation to the archive (R2.7, R2.11, R1.11).

    The terms are entered in the draft: buyers, plan, days and rates; the price
    comes from the price list that the home was reserved by, less discounts. The buyers
    are told what the law asks, the marketing director reviews every contract, and from
    the signature on all of it is fixed: what changes later is an amendment.

    The terms are in `property.terms.mixin`. Amounts are in the company's currency,
    areas in m².
    """

    _name = "property.contract"
    _description = "Sale Contract of a Home"
    _inherit = [
        "property.secret.mixin",
        "property.kept.mixin",
        "property.terms.mixin",
        "property.bureau.mixin",
        "property.transfer.mixin",
        "sales.approval.mixin",
        "sales.state.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _order = "id desc"
    _rec_names_search = ["number", "unit_id", "partner_id"]

    _reason_actions = {"cancel": "action_cancel"}
    _protected_fields = frozenset(
        {"number", "user_id", "company_id", "building_id", "development_id"}
        | {"permit_id", "sale_kind", "price_line_id", "list_price", "price"}
        | {"unit_price", "contract_gross_area", "contract_inner_area"}
        | {"discount_total", "area_tolerance", "rescind_days", "refund_days"}
        | {"refund_interest", "approved_at", "signed_on", "online_number"}
        | {"online_date", "filing_number", "filing_date", "end_reason", "ended_at"}
        | {"approval_ids", "deadline_ids", "disclosure_ids", "document_ids"}
    )
    _immutable_fields = frozenset({"reservation_id", "unit_id", "partner_id"})
    _state_moves = {
        "draft": ("disclosed", "approved"),
        "disclosed": ("draft",),
        "approved": ("disclosed",),
        "signed": ("approved",),
        "cancelled": PREPARED,
    }

    number = fields.Char(
        string="Contract Number",
        readonly=True,
        copy=False,
        index="trigram",
        help="Of the sale contract F38, from its signature on.",
    )
    reservation_id = fields.Many2one(
        "property.reservation",
        required=True,
        index=True,
        copy=False,
        ondelete="restrict",
        domain="[('state', '=', 'active')]",
    )
    unit_id = fields.Many2one(
        "property.unit", string="Home", required=True, index=True, ondelete="restrict"
    )
    building_id = fields.Many2one(related="unit_id.building_id", store=True)
    development_id = fields.Many2one(
        related="unit_id.development_id", store=True, index=True
    )
    company_id = fields.Many2one(related="unit_id.company_id", store=True, index=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    permit_id = fields.Many2one(
        "property.permit", readonly=True, copy=False, index=True, ondelete="restrict"
    )
    sale_kind = fields.Selection(
        [("presale", "Pre-sale"), ("completed", "Completed")],
        readonly=True,
        copy=False,
        help="By the permit: completed homes have no pre-sale agreement.",
    )
    partner_id = fields.Many2one(
        "res.partner",
        string="Buyer",
        required=True,
        index=True,
        ondelete="restrict",
        help="The first of the buyers: money is booked and letters go under this name.",
    )
    user_id = fields.Many2one(
        help="Answers for the sale from the introduction to the archive."
    )
    signed_on = fields.Date(
        string="Signed on", readonly=True, copy=False, tracking=True
    )
    deadline_ids = fields.One2many(
        "property.deadline",
        "res_id",
        string="Deadlines",
        readonly=True,
        domain=[("res_model", "=", "property.contract")],
    )
    ended_at = fields.Datetime(string="Ended at", readonly=True, copy=False)
    end_reason = fields.Char(string="Reason of the End", readonly=True, copy=False)
    # the labels are this addon's to translate
    approval_state = fields.Selection(selection_add=APPROVAL_STATES)
    state = fields.Selection(
        [
            ("draft", "Draft"),
            ("disclosed", "Disclosed"),
            ("approved", "Approved"),
            ("signed", "Signed"),
            ("filed", "Filed"),
            ("settled", "Area Settled"),
            ("handed_over", "Handed over"),
            ("rescinded", "Rescinded"),
            ("cancelled", "Cancelled"),
        ],
        required=True,
        default="draft",
        readonly=True,
        copy=False,
        tracking=True,
        index=True,
    )

    _one_live = models.UniqueIndex(
        "(unit_id) WHERE state NOT IN ('rescinded', 'cancelled')",
        "This home has a contract already.",
    )
    _one_number = models.UniqueIndex(
        "(company_id, number) WHERE number IS NOT NULL", "This number exists already."
    )

    @api.depends("number", "unit_id")
    def _compute_display_name(self):
        for contract in self:
            number = contract.number or self.env._("Contract (draft)")
            home = contract.unit_id.display_name
            contract.display_name = f"{number} · {home}" if home else number

    @api.model_create_multi
    def create(self, vals_list):
        """Draw contracts up, each for the home of a reservation that runs (R2.7).

        Without one, the home is held for the buyer first.

        :raise UserError: why the home cannot be sold, or that it has a contract
        """
        vals_list = [self._complete_vals(vals) for vals in vals_list]
        contracts = super().create(vals_list)
        # what is made as signed says all of it itself
        for contract in contracts.filtered(lambda row: row.state == "draft"):
            reservation = contract.reservation_id
            # after the index, as a loser learns there who was faster
            contract.unit_id._take_guard()
            contract._write_protected({"user_id": reservation.user_id.id})
            contract._take_terms()
        return contracts

    @api.model
    def _complete_vals(self, vals):
        """Return the values of a new contract with what its reservation gives."""
        vals = dict(vals)
        reservations = self.env["property.reservation"]
        reservation = reservations.browse(vals.get("reservation_id") or ())
        if not reservation:
            unit = self.env["property.unit"].browse(vals.get("unit_id") or ())
            reservation = unit._find_reservation_for(vals.get("partner_id"))
            vals["reservation_id"] = reservation.id
        vals.setdefault("unit_id", reservation.unit_id.id)
        vals.setdefault("partner_id", reservation.partner_id.id)
        # sudo: the price of a home that is on sale
        vals.setdefault("pricing_basis", reservation.unit_id.sudo().pricing_basis)
        self._check_reservation(reservation, vals)
        return vals

    @api.model
    def _check_reservation(self, reservation, vals):
        """Check that a new contract is what its reservation is for.

        :param dict vals: of the new contract
        :raise UserError: where home or customer differ, its time is over, or the home
            has a contract
        """
        reservation.check_access("write")
        standing = reservation.unit_id._get_contract_reason()
        if standing:
            raise UserError(standing)
        reservation._check_running()
        if vals["unit_id"] != reservation.unit_id.id:
            raise UserError(
                self.env._(
                    "%(reservation)s is for %(home)s: draw the contract up for that"
                    " home, or change the reservation first.",
                    reservation=reservation.display_name,
                    home=reservation.unit_id.display_name,
                )
            )
        if vals["partner_id"] != reservation.partner_id.id:
            raise UserError(
                self.env._(
                    "%(reservation)s is for %(customer)s: who buys as well is added to"
                    " the buyers; for another customer change the reservation first.",
                    reservation=reservation.display_name,
                    customer=reservation.partner_id.display_name,
                )
            )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Contracts stay on record; cancel it instead: %s", names)

    @door_kinds.takes(reason=door_kinds.text)
    def action_cancel(self, reason):
        """Give up contracts that are not signed; their reservations go on.

        :param str reason: why; stays on record
        :raise UserError: naming those that are signed, or have ended
        """
        reason = self._check_reason(reason)
        self.check_access("write")
        self._check_state(*PREPARED)
        self._cancel(reason)
        return True

    def action_open_reservation(self):
        """Open the reservation of one contract."""
        self.ensure_one()
        return self._get_open_action(self.reservation_id)

    @api.model
    def _get_open_action(self, record):
        """Return the action that shows one record."""
        return {
            "type": "ir.actions.act_window",
            "res_model": record._name,
            "res_id": record.id,
            "views": [(False, "form")],
        }

    def _cancel(self, reason):
        """End contracts that are not signed, whoever does it."""
        self._get_pending_approvals()._cancel(reason)
        self.unit_id._take_guard()
        # sudo: a reservation that expires takes its contract along
        self.sudo()._move(
            "cancelled", end_reason=reason, ended_at=fields.Datetime.now()
        )
        # the home is free for another contract at once
        self.flush_recordset(["state"])
        self.env["property.deadline"]._follow(self)

    def _check_seller(self):
        """Check that the caller sells homes, or leads who does.

        :raise AccessError: for everybody else
        """
        self.check_access("write")
        if not self.env.su and not self.env.user.has_group(SELLER):
            raise AccessError(
                self.env._(
                    "%s: contracts are led by the property salesperson.",
                    self._get_state_names(),
                )
            )

    def _check_finance(self):
        """Check that the caller works in finance.

        :raise AccessError: for everybody else, the superuser excepted
        """
        self.check_access("read")
        if not self.env.su and not self.env.user.has_group(FINANCE):
            raise AccessError(
                self.env._(
                    "%s: this is settled, booked and paid back by finance.",
                    self._get_state_names(),
                )
            )

    @api.model
    def _get_open_domain(self):
        # EXTENDS 'property.transfer.mixin': until all is done
        return Domain("state", "not in", ("rescinded", "cancelled"))

    def _give_to(self, user):
        # EXTENDS 'property.transfer.mixin': and what is due of them
        res = super()._give_to(user)
        self.env["property.deadline"]._follow(self)
        return res

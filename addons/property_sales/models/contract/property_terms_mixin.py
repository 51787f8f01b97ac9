from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import float_round
from odoo.tools.misc import format_date, formatLang

from ..price.property_price_list_line import BASES
from .property_development import TEXTS

# as the law has it where nothing else is agreed
PER_MILLE = {"digits": (6, 3), "default": 0.1}
OWNERSHIP = [("joint", "Joint"), ("shares", "In Shares")]


class PropertyTermsMixin(models.AbstractModel):
    """The terms of a contract: free in the draft, fixed then (R2.4, R2.7).

    The price is that of the list by which the home was reserved, less promotions, the
    discount of the payment plan and a personal one; nobody types it. The unit price is
    rounded to the cent, as it is printed. Promises of the development are kept as they
    were when it was disclosed: later ones are those of later contracts.
    """

    _name = "property.terms.mixin"
    _description = "Terms of the Sale of a Home"
    _inherit = ["sales.protected.mixin"]

    _protected_fields = frozenset(
        {"price_line_id", "list_price", "price", "discount_total", "unit_price"}
        | {"contract_gross_area", "contract_inner_area", "area_tolerance"}
        | {"rescind_days", "refund_days", "refund_interest"}
        | set(TEXTS)
    )
    # free in the draft only
    _term_fields = frozenset(
        {"ownership", "buyer_ids", "promotion_ids", "plan_id", "discount_percent"}
        | {"pricing_basis", "delivery_date", "late_fee_rate", "delay_rate"}
        | {"instalment_ids"}
    )

    # of the model with these terms
    currency_id = fields.Many2one("res.currency")
    ownership = fields.Selection(
        OWNERSHIP,
        required=True,
        default="joint",
        help="Several buyers own the home jointly, or in shares of 100 % in all.",
    )
    price_line_id = fields.Many2one(
        "property.price.list.line",
        string="Price from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    list_price = fields.Monetary(
        readonly=True, copy=False, help="On the day that the home was reserved."
    )
    promotion_ids = fields.Many2many(
        "property.promotion",
        string="Promotions",
        domain="[('development_id', '=', development_id)]",
    )
    plan_id = fields.Many2one(
        "property.payment.plan",
        string="Payment Plan",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
    )
    discount_percent = fields.Float(
        string="Personal Discount (%)",
        digits=(5, 2),
        aggregator=None,
        help="Beside promotions and the discount of the payment plan.",
    )
    discount_total = fields.Float(
        string="Discount in All (%)",
        digits=(16, 4),
        compute="_compute_price",
        store=True,
        aggregator=None,
    )
    price = fields.Monetary(
        compute="_compute_price",
        store=True,
        aggregator="sum",
        help="Of the whole home: the list price less all discounts, rounded once.",
    )
    unit_price = fields.Float(
        digits=(16, 2),
        compute="_compute_unit_price",
        store=True,
        aggregator="avg",
        help="The price per m² of the basis, or of the home; rounded to the cent.",
    )
    pricing_basis = fields.Selection(
        BASES,
        help="The unit price is of it, and a surveyed area is settled by it.",
    )
    contract_gross_area = fields.Float(
        string="Gross Area (m²)", digits=(12, 2), readonly=True, copy=False
    )
    contract_inner_area = fields.Float(
        string="Inner Area (m²)", digits=(12, 2), readonly=True, copy=False
    )
    contract_shared_area = fields.Float(
        string="Shared Area (m²)", digits=(12, 2), compute="_compute_shared_area"
    )
    delivery_date = fields.Date(
        tracking=True, help="The last day on which the home is handed over in time."
    )
    late_fee_rate = fields.Float(
        string="Late Fee (‰ a Day)",
        aggregator=None,
        help="Of an instalment that the buyer pays late, per mille and day.",
        **PER_MILLE,
    )
    delay_rate = fields.Float(
        string="Penalty of Late Handover (‰ a Day)",
        aggregator=None,
        help="Of what was paid, when the home is handed over late, per mille and day.",
        **PER_MILLE,
    )
    area_tolerance = fields.Float(
        string="Area Tolerance (%)", digits=(5, 2), readonly=True, copy=False
    )
    rescind_days = fields.Integer(
        string="Right to Leave (Days)", readonly=True, copy=False
    )
    refund_days = fields.Integer(
        string="Refund after Rescission (Days)", readonly=True, copy=False
    )
    refund_interest = fields.Float(
        string="Interest of Refunds (% a Year)",
        digits=(6, 3),
        readonly=True,
        copy=False,
    )

    decoration_standard = fields.Text(
        string="Decoration and Equipment", readonly=True, copy=False
    )
    infrastructure = fields.Text(
        string="Infrastructure and Public Facilities", readonly=True, copy=False
    )
    public_facilities = fields.Text(
        string="Ownership of Public Buildings", readonly=True, copy=False
    )
    disputes = fields.Text(string="Settlement of Disputes", readonly=True, copy=False)

    _rates = models.Constraint(
        "CHECK(late_fee_rate BETWEEN 0 AND 100 AND delay_rate BETWEEN 0 AND 100)",
        "Rates of late payment and late handover are from 0 to 100 per mille a day.",
    )
    _personal_discount = models.Constraint(
        "CHECK(discount_percent >= 0 AND discount_percent < 100)",
        "A personal discount is from 0 to under 100 percent.",
    )

    @api.depends(
        "list_price", "promotion_ids", "plan_id", "discount_percent", "currency_id"
    )
    def _compute_price(self):
        for contract in self:
            offer = contract._get_offer()
            contract.price = offer.price
            contract.discount_total = float(offer.combined)

    @api.depends("price", "pricing_basis", "contract_gross_area", "contract_inner_area")
    def _compute_unit_price(self):
        for contract in self:
            basis = contract.pricing_basis or "unit"
            area = 1.0 if basis == "unit" else contract[f"contract_{basis}_area"]
            contract.unit_price = area and float_round(
                contract.price / area, precision_digits=2
            )

    @api.depends("contract_gross_area", "contract_inner_area")
    def _compute_shared_area(self):
        for contract in self:
            shared = contract.contract_gross_area - contract.contract_inner_area
            contract.contract_shared_area = float_round(shared, precision_digits=2)

    def _get_offer(self):
        """Return the price after the discounts of this contract; checks nothing.

        :rtype: discount.Offer
        """
        self.ensure_one()
        return self.env["property.discount"]._count_offer(
            self.list_price,
            self.currency_id,
            # sudo: whether it is below the floor, not the floor
            self.price_line_id.sudo().floor_price,
            self.promotion_ids,
            self.plan_id,
            self.discount_percent,
        )

    def _prepare_term_vals(self):
        """Return what permit, price list, area list and settings say of a sale now."""
        self.ensure_one()
        # sudo: of the home that is sold
        reservation, unit = self.reservation_id.sudo(), self.unit_id.sudo()
        company = self.company_id
        return {
            "permit_id": unit.permit_id.id,
            "sale_kind": unit.permit_id.kind,
            "price_line_id": (reservation.price_line_id or unit.price_line_id).id,
            "list_price": reservation.price,
            "contract_gross_area": unit._get_area("gross"),
            "contract_inner_area": unit._get_area("inner"),
            "area_tolerance": company.property_area_tolerance,
            "rescind_days": company.property_rescind_days,
            "refund_days": company.property_refund_days,
            "refund_interest": company.property_refund_interest,
            **unit.development_id._get_contract_texts(),
        }

    def _take_terms(self):
        """Have drafts say what permit, lists and settings say now."""
        for contract in self:
            contract._write_protected(contract._prepare_term_vals())
            if not contract.delivery_date:
                contract.delivery_date = contract._get_planned_delivery()

    def _get_area_rule_text(self):
        """Return what buyers are told of the settlement of the surveyed area."""
        self.ensure_one()
        if self.pricing_basis == "unit":
            return self.env._(
                "The price is that of the home; areas are not settled. Buyers may leave"
                " when the home is not built as the plan shows."
            )
        return self.env._(
            "Up to %(tolerance)s %% either way the area is settled at the unit price."
            " Beyond it the buyer may leave within %(days)s days, or else pays no more"
            " for what is over, and gets twice the price of what is missing.",
            tolerance=formatLang(self.env, self.area_tolerance, digits=2),
            days=self.rescind_days,
        )

    def _get_planned_delivery(self):
        """Return the day that the handover is planned for: that of the development,
        or the last one of the permit.
        """
        contract_sudo = self.sudo()  # of the home that is sold
        planned = contract_sudo.development_id.delivery_date
        return planned or contract_sudo.permit_id.date_to

    def _get_term_reasons(self):
        """Return all that keeps this contract from being agreed as it is.

        To be extended by the topics that add to what is agreed.

        :rtype: list[str]
        """
        self.ensure_one()
        today = self.company_id._get_today()
        reasons = []
        if not self.delivery_date or self.delivery_date < today:
            reasons.append(
                self.env._(
                    "Enter the day by which the home is handed over, from today on."
                )
            )
        if self.pricing_basis != "unit" and not self.unit_price:
            reasons.append(self.env._("The home has no area that its price is of."))
        offer = self._get_offer()
        discounts = self.env["property.discount"]
        reasons.append(discounts._get_floor_reason(self.unit_id, offer))
        reasons += discounts._get_given_reasons(
            self.unit_id, self.promotion_ids, self.plan_id, self.discount_percent
        )
        return list(filter(None, reasons))

    def _get_changed_reasons(self):
        """Return what lists and settings say otherwise than when it was disclosed."""
        self.ensure_one()
        now = self._prepare_term_vals()
        before = self.read(list(now), load=None)[0]
        changed = [
            self._fields[name]._description_string(self.env)
            for name, value in now.items()
            if (before[name] or False) != (value or False)
        ]
        if not changed:
            return []
        return [
            self.env._(
                "%s: not as it was disclosed any more. Withdraw the contract and"
                " disclose it anew.",
                ", ".join(changed),
            )
        ]

    def _get_protected_touched(self, vals):
        # EXTENDS 'sales.protected.mixin': what is agreed is free in drafts
        touched = super()._get_protected_touched(vals)
        if any(contract.state != "draft" for contract in self):
            touched |= self._term_fields & vals.keys()
        return touched

    def _raise_protected(self, names):
        # EXTENDS 'sales.protected.mixin'
        fixed = self.filtered(lambda contract: contract.state != "draft")
        if fixed and set(names) <= self._term_fields:
            fixed._raise_fixed_terms()
        if {"price", "list_price", "unit_price"} & set(names):
            raise UserError(
                self.env._(
                    "%s: the price comes from the approved price list, less discounts."
                    " Ask for a discount instead.",
                    self._get_state_names() or self._description,
                )
            )
        return super()._raise_protected(names)

    def _raise_fixed_terms(self):
        """Refuse a change of what is agreed in these contracts.

        :raise UserError: always, with the way out
        """
        contract = self[0]
        names = {"contract": contract.display_name}
        if contract.state in ("disclosed", "approved"):
            raise UserError(
                self.env._(
                    "%(contract)s was disclosed, or approved, as %(price)s with these"
                    " terms: withdraw it to change them.",
                    price=formatLang(
                        self.env, contract.price, currency_obj=contract.currency_id
                    ),
                    **names,
                )
            )
        raise UserError(
            self.env._(
                "%(contract)s was signed on %(date)s: what was agreed changes by an"
                " amendment only.",
                date=format_date(self.env, contract.signed_on),
                **names,
            )
            if contract.signed_on
            else self.env._("%(contract)s has ended and stays as it was.", **names)
        )

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.property_sales.tools import loan

REPORT = "property_sales.report_quotation_template"
LONGEST_YEARS = 30


class PropertyQuotation(models.TransientModel):
    """Dialog of the quotation sheet of one home: price, plans and loan (R2.4).

    The sheet is good for the day it is printed on, and reserves nothing. It stands on
    what is in force that day and never tells the floor price.
    """

    _name = "property.quotation"
    _description = "Quotation of a Home"

    unit_id = fields.Many2one(
        "property.unit", string="Home", required=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="unit_id.company_id")
    development_id = fields.Many2one(related="unit_id.development_id")
    currency_id = fields.Many2one(related="unit_id.currency_id")
    list_price = fields.Monetary(related="unit_id.list_price")
    promotion_ids = fields.Many2many(
        "property.promotion",
        string="Promotions",
        compute="_compute_terms",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('development_id', '=', development_id)]",
    )
    plan_ids = fields.Many2many(
        "property.payment.plan",
        string="Payment Plans",
        compute="_compute_terms",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('company_id', '=', company_id)]",
    )
    personal_discount = fields.Float(string="Personal Discount (%)", digits=(5, 2))
    loan_amount = fields.Monetary(help="In the company's currency; 0 for no loan.")
    loan_years = fields.Integer(string="Years of the Loan", default=LONGEST_YEARS)
    loan_rate = fields.Float(
        string="Rate of the Loan (% a Year)",
        digits=(6, 3),
        help="A twelfth of it is counted each month.",
    )

    @api.depends("unit_id")
    def _compute_terms(self):
        promotions = self.env["property.promotion"]
        plans = self.env["property.payment.plan"]
        for quotation in self:
            unit = quotation.unit_id
            running = unit and promotions._find_running(unit.development_id)
            in_force = unit and plans.search([("company_id", "=", unit.company_id.id)])
            quotation.promotion_ids = running or promotions
            quotation.plan_ids = in_force or plans

    @api.constrains("loan_amount", "loan_years", "loan_rate")
    def _check_loan(self):
        for quotation in self:
            if quotation.loan_amount < 0 or quotation.loan_rate < 0:
                raise ValidationError(
                    self.env._("The amount and the rate of a loan are 0 or more.")
                )
            if quotation.loan_amount and not 1 <= quotation.loan_years <= LONGEST_YEARS:
                raise ValidationError(
                    self.env._("A loan lasts 1 to %s years.", LONGEST_YEARS)
                )

    def action_print(self):
        """Return the sheet of this home as a PDF.

        :raise UserError: for a home without a permit or price, a discount below what it
            may be sold for, or a loan over the price
        """
        self.ensure_one()
        self._get_sheet()
        return {
            "type": "ir.actions.act_url",
            "url": f"/report/pdf/{REPORT}/{self.unit_id.id}?quotation_id={self.id}",
            "target": "new",
        }

    @api.model
    def _prepare_for(self, unit):
        """Return the quotation that a home has where nothing was asked for."""
        return self.new({"unit_id": unit.id, "personal_discount": 0.0})

    def _get_sheet(self):
        """Return what the sheet says, counted anew with the rights of the caller.

        :return: dict of `unit`, `offers` (of dicts `plan`, `offer`, `payments`,
            their `events`, `is_covered`), `promotions`, `loan`
            and its `rate`
        :raise UserError: as `action_print`
        """
        self.ensure_one()
        # records of their own: a quotation that nobody saved has copies
        unit = self.unit_id._origin
        unit.check_access("read")
        reason = unit._get_cannot_quote_reason()
        if reason:
            raise UserError(reason)
        plans = self.plan_ids._origin
        offers = [self._get_plan_offer(unit, plan) for plan in plans or [plans]]
        return {
            "unit": unit,
            "promotions": [
                f"{row.name} ({row.percent:g} %)" for row in self.promotion_ids._origin
            ],
            "offers": offers,
            "loan": self._get_loan(min(row["offer"].price for row in offers)),
            "rate": self.loan_rate,
        }

    def _get_plan_offer(self, unit, plan):
        """Return the price by one payment plan, or without any, and its payments."""
        discounts = self.env["property.discount"]
        offer = discounts._get_offer(
            unit, self.promotion_ids._origin, plan, self.personal_discount
        )
        discounts._check_offer(unit, offer)
        today = unit.company_id._get_today()
        payments = plan._get_payments(offer.price, {"signing": today}) if plan else []
        return {
            "plan": plan,
            "offer": offer,
            "payments": payments,
            "events": plan._get_event_texts(unit.building_id, payments, today),
            "is_covered": not self.personal_discount
            or discounts._is_covered(offer, self.env.user, unit.company_id),
        }

    def _get_loan(self, price):
        """Return the loan, or None where none is asked for."""
        currency = self.currency_id
        if not self.loan_amount:
            return None
        if currency.compare_amounts(self.loan_amount, price) > 0:
            raise UserError(
                self.env._(
                    "%(home)s: a loan of %(loan)s is more than the price of %(price)s.",
                    home=self.unit_id.display_name,
                    loan=currency.format(self.loan_amount),
                    price=currency.format(price),
                )
            )
        return loan.build(
            currency.round(self.loan_amount),
            self.loan_years,
            round(self.loan_rate, 3),
            currency.rounding,
        )

from odoo import api, fields, models
from odoo.tools import float_round

from odoo.addons.property_sales.tools import sent

from ..price.property_price_list_line import BASES


class PropertyTakeoverLine(models.Model):
    """A contract that already runs, as it stands at the end of the cut-over day (R2.7).

    Finance imports it from a spreadsheet, with its instalments below it. Nothing of it
    is refused while it is entered: the check names all that is missing or wrong. Prices
    are in the company's currency, areas in m², rates in per mille a day.
    """

    _name = "property.takeover.line"
    _description = "Contract to Take Over"
    _inherit = ["property.secret.mixin", "sales.line.mixin"]
    _order = "takeover_id, id"
    _rec_name = "number"

    _line_parent = "takeover_id"
    _protected_fields = frozenset(
        {"company_id", "reasons_text", "contract_id", "move_id", "building_id"}
    )

    takeover_id = fields.Many2one(
        "property.takeover",
        string="Take-over",
        required=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="takeover_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(related="takeover_id.state")
    currency_id = fields.Many2one(
        "res.currency",
        compute="_compute_currency_id",
        store=True,
        readonly=False,
        precompute=True,
        help="Homes are sold in the company's currency only.",
    )
    unit_id = fields.Many2one(
        "property.unit",
        string="Home",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('company_id', '=', company_id)]",
    )
    building_id = fields.Many2one(related="unit_id.building_id", store=True)
    partner_id = fields.Many2one(
        "res.partner", string="Buyer", index="btree_not_null", ondelete="restrict"
    )
    user_id = fields.Many2one(
        "res.users",
        string="Salesperson",
        index="btree_not_null",
        ondelete="restrict",
        help="Leads the contract from now on.",
    )
    number = fields.Char(
        string="Contract Number",
        index="trigram",
        help="The number that the contract has; it keeps it.",
    )
    pricing_basis = fields.Selection(BASES, string="Priced by")
    price = fields.Monetary(aggregator="sum", help="Of the whole home, with its tax.")
    unit_price = fields.Float(
        digits=(16, 2),
        compute="_compute_unit_price",
        store=True,
        readonly=False,
        precompute=True,
        aggregator=None,
        help="As the contract has it, per m² of its basis or per home; empty: the price"
        " by the area. Surveyed areas are settled by it.",
    )
    contract_gross_area = fields.Float(string="Gross Area (m²)", digits=(12, 2))
    contract_inner_area = fields.Float(string="Inner Area (m²)", digits=(12, 2))
    signed_on = fields.Date(string="Signed on")
    online_number = fields.Char(string="Online Signing Number")
    online_date = fields.Date(string="Signed Online on")
    filing_number = fields.Char()
    filing_date = fields.Date(string="Filed on")
    delivery_date = fields.Date(
        help="The last day on which the home is handed over in time."
    )
    late_fee_rate = fields.Float(
        string="Late Fee (‰ a Day)", digits=(6, 3), aggregator=None
    )
    delay_rate = fields.Float(
        string="Penalty of Late Handover (‰ a Day)", digits=(6, 3), aggregator=None
    )
    tax_percent = fields.Float(
        string="VAT (%)", digits=(5, 2), aggregator=None, help="In the price."
    )
    amount_claimed = fields.Monetary(
        string="Claimed so far",
        aggregator="sum",
        help="To the cut-over day: the sum of the instalments that are claimed.",
    )
    amount_paid = fields.Monetary(
        string="Paid so far",
        aggregator="sum",
        help="To the cut-over day. More than is claimed waits on the contract.",
    )
    instalment_ids = fields.One2many(
        "property.takeover.instalment", "line_id", string="Instalments"
    )
    reasons_text = fields.Text(
        string="Reasons",
        readonly=True,
        copy=False,
        help="All that the last check found against it.",
    )
    contract_id = fields.Many2one(
        "property.contract",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    move_id = fields.Many2one(
        "account.move",
        string="Opening Entry",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.depends("company_id")
    def _compute_currency_id(self):
        for line in self:
            line.currency_id = line.company_id.currency_id

    @api.depends("price", "pricing_basis", "contract_gross_area", "contract_inner_area")
    def _compute_unit_price(self):
        for line in self:
            area = line._get_priced_area()
            line.unit_price = area and float_round(
                line.price / area, precision_digits=2
            )

    @api.depends("number", "unit_id")
    def _compute_display_name(self):
        for line in self:
            names = line.number, line.unit_id.display_name
            line.display_name = " · ".join(filter(None, names))

    @api.model_create_multi
    def create(self, vals_list):
        self._check_given_parents(vals_list)
        lines = super().create([self._clean_vals(vals) for vals in vals_list])
        lines.takeover_id._note_entry()
        return lines

    def write(self, vals):
        res = super().write(self._clean_vals(vals))
        if vals.keys() - self._get_protected_fields():
            self.takeover_id._note_entry()
        return res

    def unlink(self):
        takeovers = self.takeover_id
        res = super().unlink()
        takeovers._note_entry()
        return res

    @api.model
    def load(self, fields, data):
        # EXTENDS 'base': homes, buyers and salespeople are found all at once, and a
        # name that is that of several is refused
        sent.check_table(self.env, fields, data)
        names = self.env["property.takeover.names"]
        fields, data, messages = names._find(fields, data)
        if messages:
            return {"ids": False, "messages": messages, "nextrow": 0}
        return super().load(fields, data)

    @api.model
    def _clean_vals(self, vals):
        """Return values with numbers as they are kept: without blanks around them."""
        cleaned = {
            name: (vals[name] or "").strip() or False
            for name in ("number", "online_number", "filing_number")
            if name in vals and isinstance(vals[name] or "", str)
        }
        return vals | cleaned

    def _get_priced_area(self):
        """Return the area that the price of one line is of, 1 for the home itself."""
        if self.pricing_basis in ("gross", "inner"):
            return self[f"contract_{self.pricing_basis}_area"]
        return 1.0

    def _get_claimed(self):
        """Return the claimed instalments of one line, the oldest first."""
        claimed = self.instalment_ids.filtered("is_claimed")
        return claimed.sorted(lambda row: (row.date_due, row.sequence, row.id))

    def _refuse_line_change(self, parents):
        # EXTENDS 'sales.line.mixin': with the way out
        parents._raise_fixed()

from odoo import fields, models
from odoo.exceptions import UserError

from odoo.addons.property_sales.models.price.property_price_list_line import BASES


class PropertyUnit(models.Model):
    """The price of a home, as the active price list says (R2.4).

    Nothing else writes it. A reservation keeps the price that it was made at.
    """

    _inherit = "property.unit"

    _price_fields = ("list_price", "unit_price", "pricing_basis", "price_line_id")
    _protected_fields = frozenset(_price_fields)

    list_price = fields.Monetary(
        readonly=True,
        copy=False,
        aggregator="sum",
        help="Of the whole home, before discounts.",
    )
    unit_price = fields.Float(
        digits=(16, 2),
        readonly=True,
        copy=False,
        aggregator="avg",
        help="The price per m² of the basis, or of the home; rounded to the cent.",
    )
    pricing_basis = fields.Selection(BASES, readonly=True, copy=False)
    price_line_id = fields.Many2one(
        "property.price.list.line",
        string="Price from",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        help="The line of the active price list.",
    )

    def _get_area(self, basis):
        """Return the area of one home that its price is counted by, in m².

        The surveyed one where there is one, else that of the pre-sale; 1 for a price
        per home; 0 where none is filed.

        :param str basis: `unit`, `inner` or `gross`
        """
        if basis == "unit":
            return 1.0
        return self[f"surveyed_{basis}_area"] or self[f"presale_{basis}_area"]

    def _prepare_price_vals(self):
        """Return the price that one home is reserved at today, and its line."""
        unit_sudo = self.sudo()  # sudo: the price of a home that is on sale
        return {
            "price": unit_sudo.list_price,
            "price_line_id": unit_sudo.price_line_id.id,
        }

    def _get_cannot_quote_reason(self):
        """Return why no price of one home is told to customers, or an empty text.

        There is none before the permit (R2.3); a home that is taken is quoted.
        """
        permit = self.permit_id
        if not permit:
            return self.env._("%s is on no permit in force.", self.display_name)
        return permit._get_cannot_sell_reason()

    def _get_sale_label(self):
        """Return where one home stands in its sale, as printed sheets say it.

        A hook, filled by the topics that sell it.

        :rtype: str
        """
        return ""

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'project': prices first
        reasons = super()._get_cannot_sell_reasons()
        if not self.price_line_id:
            reasons.append(
                self.env._(
                    "%s has no active price; have it put on a price list and approved.",
                    self.display_name,
                )
            )
        return reasons

    def _raise_protected(self, names):
        # EXTENDS 'project': a price says where it comes from
        if set(names) & set(self._price_fields):
            raise UserError(
                self.env._(
                    "%s: prices come from approved lists. Make a new version of the"
                    " price list, and have it submitted to the general manager.",
                    ", ".join(self.mapped("display_name")[:3])
                    or self.env["ir.model"]._get(self._name).name,
                )
            )
        return super()._raise_protected(names)

from datetime import timedelta
from decimal import Decimal

from odoo import api, fields, models
from odoo.tools.misc import formatLang

from odoo.addons.property_sales.tools.area_settlement import settle

from ..instalment.property_claim import Claim


class PropertyAreaSettlement(models.Model):
    """The settlement of the surveyed area of a contract (R2.5, R2.9).

    On the basis, the unit price and the tolerance that were signed; rounded once, at
    the end. Each has its statement F39, also where nothing is to be paid. After a
    corrected survey the next one settles the difference to what was settled before.
    Areas are in m², amounts in the company's currency, positive where the buyer pays.
    """

    _name = "property.area.settlement"
    _description = "Settlement of a Surveyed Area"
    _inherit = ["property.money.mixin"]
    _order = "contract_id, id"
    _rec_name = "contract_id"

    _protected_fields = frozenset(
        {"area_list_id", "gross_area", "inner_area", "amount_total", "is_over"}
        | {"document_id", "move_line_id"}
    )

    area_list_id = fields.Many2one(
        "property.area.list",
        string="Surveyed List",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    gross_area = fields.Float(
        string="Surveyed Gross Area (m²)", digits=(12, 2), readonly=True
    )
    inner_area = fields.Float(
        string="Surveyed Inner Area (m²)", digits=(12, 2), readonly=True
    )
    amount_total = fields.Monetary(
        string="Settlement", readonly=True, help="Of the whole difference of the area."
    )
    amount = fields.Monetary(
        string="To Be Paid",
        required=False,  # nothing is, by a home of the agreed area
        help="Less what was settled before, of another survey.",
    )
    is_over = fields.Boolean(
        string="Over the Tolerance",
        readonly=True,
        help="The buyer may leave within the days of the contract.",
    )
    document_id = fields.Many2one(
        "property.document", string="Statement", readonly=True, ondelete="restrict"
    )
    move_line_id = fields.Many2one(
        "account.move.line",
        string="Claim",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        groups="property_sales.group_property_money",
    )
    user_id = fields.Many2one(string="Settled by")

    _one_per_list = models.UniqueIndex(
        "(contract_id, area_list_id)", "The contract is settled on this list already."
    )

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Settlements stay on record: %s", names)

    @api.model
    def _count(self, contract):
        """Return what the surveyed area of a contract comes to; changes nothing.

        :return: the amount of the whole difference, rounded once, and whether the
            buyer may leave
        :rtype: tuple[float, bool]
        """
        unit_sudo = contract.unit_id.sudo()  # of the home that is sold
        if contract.pricing_basis == "unit":
            # no money for areas: the home is as the plan shows it, or not
            return 0.0, bool(contract.layout_deviation)
        tolerance = Decimal(str(contract.area_tolerance)) / 100
        price = Decimal(str(contract.unit_price))
        found = {
            basis: settle(
                price,
                Decimal(str(contract[f"contract_{basis}_area"])),
                Decimal(str(unit_sudo[f"surveyed_{basis}_area"])),
                tolerance,
            )
            for basis in ("gross", "inner")
        }
        amount, is_over = found[contract.pricing_basis]
        if contract.pricing_basis == "gross":
            # by the model contract either area gives the right to leave
            is_over = is_over or found["inner"][1]
        return contract.currency_id.round(float(amount)), is_over

    @api.model
    def _get_cannot_settle_reason(self, contract):
        """Return why the area of a contract cannot be settled now, or an empty text."""
        unit_sudo = contract.unit_id.sudo()  # of the home that is sold
        names = {"contract": contract.display_name}
        if contract.sale_kind == "completed":
            return self.env._(
                "%(contract)s: a completed home is sold by its surveyed area.", **names
            )
        if contract.state not in ("signed", "filed", "settled"):
            return self.env._(
                "%(contract)s: the area is settled between signature and handover.",
                **names,
            )
        area_list = unit_sudo.surveyed_area_list_id
        if not area_list:
            return self.env._(
                "%(contract)s: the surveyed list of %(building)s is not filed.",
                building=unit_sudo.building_id.display_name,
                **names,
            )
        settled_sudo = contract.sudo().settlement_ids  # whoever settled them
        if area_list in settled_sudo.area_list_id:
            return self.env._(
                "%(contract)s: it is settled on %(list)s already.",
                list=area_list.display_name,
                **names,
            )
        return ""

    @api.model
    def _settle(self, contracts):
        """Settle the surveyed areas of contracts, all at once.

        :return: the settlements, in sudo
        """
        before = self._get_before(contracts)
        vals_list = [
            self._prepare_vals(contract, before.get(contract.id, 0.0))
            for contract in contracts
        ]
        # sudo: made by methods only
        rows_sudo = self.sudo()._create_protected(vals_list)
        papers = self.env["property.document"]._issue_all(
            contracts, "settlement", {row.contract_id.id: row.date for row in rows_sudo}
        )
        for row, paper in zip(rows_sudo, papers, strict=True):
            row._write_protected({"document_id": paper.id})
        owed = rows_sudo.filtered(lambda row: not row.currency_id.is_zero(row.amount))
        items = self.env["property.claim"]._book(
            [
                Claim(row.contract_id, row.amount, row._get_date_due(), row._get_name())
                for row in owed
            ]
        )
        for row, item in zip(owed, items, strict=True):
            row._write_protected({"move_line_id": item.id})
        return rows_sudo

    @api.model
    def _get_before(self, contracts):
        """Return what contracts were settled at before, of another survey, by id."""
        rows_sudo = self.sudo()  # whoever settled them
        rows_sudo = rows_sudo.search([("contract_id", "in", contracts.ids)])
        # in their order: the last one counts
        return {row.contract_id.id: row.amount_total for row in rows_sudo}

    @api.model
    def _prepare_vals(self, contract, before):
        """Return the values of the settlement of one contract.

        :param float before: what was settled before
        """
        unit_sudo = contract.unit_id.sudo()  # of the home that is sold
        amount, is_over = self._count(contract)
        return {
            "contract_id": contract.id,
            "date": contract.company_id._get_today(),
            "area_list_id": unit_sudo.surveyed_area_list_id.id,
            "gross_area": unit_sudo.surveyed_gross_area,
            "inner_area": unit_sudo.surveyed_inner_area,
            "amount_total": amount,
            "amount": contract.currency_id.round(amount - before),
            "is_over": is_over,
            "user_id": self.env.uid,
        }

    def _log(self):
        """Note on the contracts of settlements, in sudo, what they come to."""
        bodies = {}
        for row in self:
            amount = formatLang(self.env, row.amount, currency_obj=row.currency_id)
            bodies[row.contract_id.id] = self.env._(
                "Area settled on %(list)s by statement %(paper)s; to be paid:"
                " %(amount)s.",
                list=row.area_list_id.display_name,
                paper=row.document_id.number,
                amount=amount,
            )
        self.contract_id._message_log_batch(bodies)

    def _get_date_due(self):
        """Return the last day to pay one settlement: that to leave instead."""
        self.ensure_one()
        return self.date + timedelta(days=self.contract_id.rescind_days)

    def _get_name(self):
        """Return what one settlement is called on slips."""
        self.ensure_one()
        lang = self.company_id.partner_id.lang
        return self.with_context(lang=lang).env._("Area Settlement")

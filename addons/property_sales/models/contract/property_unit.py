from collections.abc import Callable
from typing import NamedTuple

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import SQL
from odoo.tools.misc import format_date

from .property_contract import SIGNED

SIGNED_STATES = list(SIGNED)


class Filing(NamedTuple):
    """Records whose filing at the bureau still names a home that they left."""

    model: str
    home: str  # the name of the field
    domain: list
    get_reason: Callable  # of one record in sudo: why its home is not on sale


class PropertyUnit(models.Model):
    """Homes that are sold: each has one contract at a time (R2.7)."""

    _inherit = "property.unit"

    _protected_fields = frozenset({"contract_id", "contract_ids"})

    contract_ids = fields.One2many("property.contract", "unit_id", string="Contracts")
    contract_id = fields.Many2one(
        "property.contract",
        compute="_compute_contract_id",
        help="The contract that the home is sold by, or that is drawn up for it.",
    )

    # what the state is computed from
    @api.depends("contract_ids.state")
    def _compute_state(self):
        # EXTENDS 'property_sales'
        return super()._compute_state()

    @api.depends_context("uid")
    @api.depends("contract_ids.state")
    def _compute_contract_id(self):
        # the caller's right to read contracts holds
        live = self.env["property.contract"].search(
            [
                ("unit_id", "in", self.ids),
                ("state", "not in", ("rescinded", "cancelled")),
            ]
        )
        by_unit = {contract.unit_id.id: contract for contract in live}
        for unit in self:
            unit.contract_id = by_unit.get(unit._origin.id, False)

    def _find_live_contracts(self, states=None):
        """Return the live contracts of these homes, in sudo.

        :param states: those wanted; by default all that are no end
        """
        # sudo: contracts of everybody
        contracts_sudo = self.env["property.contract"].sudo()
        domain = [("unit_id", "in", self.ids)]
        if states:
            domain.append(("state", "in", states))
        else:
            domain.append(("state", "not in", ("rescinded", "cancelled")))
        return contracts_sudo.search(domain)

    def _get_contracted(self):
        # EXTENDS 'area'
        sold = self._find_live_contracts(SIGNED_STATES).unit_id
        return super()._get_contracted() | self.browse(sold.ids)

    def _get_contract_reason(self):
        """Return by which contract one home is sold, or is to be, or an empty text."""
        contract_sudo = self and self._find_live_contracts()[:1]
        if not contract_sudo:
            return ""
        return self.env._(
            "%(home)s has contract %(contract)s of %(salesperson)s already: open that"
            " one.",
            home=self.display_name,
            contract=contract_sudo.number or self.env._("(draft)"),
            salesperson=contract_sudo.user_id.name,
        )

    def _find_reservation_for(self, partner_id):
        """Return the caller's reservation of one home for a customer, held now where
        there is none.

        :raise UserError: without home or customer, or why it cannot be held
        """
        if not self or not partner_id:
            raise UserError(
                self.env._("Choose the reservation that becomes a contract.")
            )
        reservations = self.env["property.reservation"]
        domain = [("unit_id", "=", self.id), ("partner_id", "=", partner_id)]
        found = reservations.search([*domain, ("state", "=", "active")])
        if found:
            return found
        standing = self._get_contract_reason()
        if standing:
            raise UserError(standing)
        # sudo: no deposit was agreed; the price is what will be paid
        amount = self.sudo().list_price
        vals = {"unit_id": self.id, "partner_id": partner_id, "amount": amount}
        return reservations.create(vals)

    def _get_taken_reasons(self, but=None):
        # EXTENDS 'property_sales': a home that is sold is taken
        reasons = super()._get_taken_reasons(but)
        for contract_sudo in self._find_live_contracts(SIGNED_STATES):
            unit = contract_sudo.unit_id
            reasons[unit.id] = self.env._(
                "%(home)s is sold by %(salesperson)s since %(date)s: choose another"
                " home.",
                home=unit.display_name,
                salesperson=contract_sudo.user_id.name,
                date=format_date(self.env, contract_sudo.signed_on),
            )
        return reasons | self._get_filed_reasons()

    def _get_cannot_sell_reasons(self):
        # EXTENDS 'property_sales': nor does anybody wait for a home that is sold
        reasons = super()._get_cannot_sell_reasons()
        if self._find_live_contracts(SIGNED_STATES):
            reasons.append(self.env._("%s is under contract.", self.display_name))
        return [*reasons, *self._get_filed_reasons().values()]

    @api.model
    def _get_filings(self):
        """Return whose filing at the bureau still names homes that they left.

        The bureau takes no second one, so the homes are under contract until then. To
        be extended by the topics that let contracts leave their homes.

        :rtype: list[Filing]
        """
        return []

    def _get_filed_reasons(self):
        """Return whose filing still names these homes, of those that one names.

        :return: dict of id of a home to the sentence
        """
        reasons = {}
        for filing in self._get_filings():
            # sudo: contracts of everybody
            rows_sudo = self.env[filing.model].sudo()
            domain = [(filing.home, "in", self.ids), *filing.domain]
            for row in rows_sudo.search(domain):
                reasons[row[filing.home].id] = filing.get_reason(row)
        return reasons

    @api.model
    def _get_state_cases(self):
        # EXTENDS 'property_sales': contracts come first
        sold = [self._query_has_contract(["signed", "filed", "settled"])]
        sold += [self._query_is_filed(filing) for filing in self._get_filings()]
        cases = [
            ("handed_over", self._query_has_contract(["handed_over"])),
            ("contracted", SQL("(%s)", SQL(" OR ").join(sold))),
        ]
        return cases + super()._get_state_cases()

    @api.model
    def _query_has_contract(self, states):
        """Return the SQL of whether a home has a contract in one of `states`."""
        return SQL(
            """
            EXISTS (SELECT
                      FROM property_contract contract
                     WHERE contract.unit_id = unit.id
                       AND contract.state = ANY(%s))
            """,
            states,
        )

    @api.model
    def _query_is_filed(self, filing):
        """Return the SQL of whether a filing still names a home that was left."""
        rows_sudo = self.env[filing.model].sudo()  # contracts of everybody
        query = rows_sudo._search([(filing.home, "!=", False), *filing.domain])
        home = rows_sudo._field_to_sql(query.table, filing.home, query)
        return SQL("unit.id IN %s", query.subselect(home))

    @api.model
    def _flush_state(self):
        # EXTENDS 'property_sales'
        res = super()._flush_state()
        self.env["property.contract"].flush_model(["state", "unit_id"])
        return res

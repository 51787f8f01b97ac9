"""Partners who owe by themselves: commercial entities, companies below others too."""

from odoo.fields import Domain
from odoo.tools import SQL

from .guard import get_value

# The fields that a contact's commercial entity follows from.
ENTITY_FIELDS = frozenset({"parent_id", "is_company"})


def search_entities(partners, operator, value):
    """Return the domain of commercial entities: a search method."""
    if operator != "in":
        return NotImplemented
    entities = Domain.custom(
        to_sql=lambda model, alias, query: SQL(
            "(%s = %s)",
            model._field_to_sql(alias, "commercial_partner_id", query),
            SQL.identifier(alias, "id"),
        ),
        predicate=lambda partner: partner.commercial_partner_id == partner,
    )
    return entities if True in value else ~entities


def get_entities(partners, vals):
    """Return {partner: commercial entity} of all whose entity `vals` may change, the
    contacts below included.
    """
    # sudo: of every contact
    moved = partners.sudo().filtered(
        lambda partner: any(
            get_value(partner, name, vals[name]) != partner[name]
            for name in ENTITY_FIELDS & vals.keys()
        )
    )
    if not moved:
        return {}
    everybody = moved.with_context(active_test=False)
    families = everybody.search([("id", "child_of", moved.ids)])
    return {
        partner.with_env(partners.env): partner.commercial_partner_id
        for partner in families
    }

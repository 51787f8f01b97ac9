from odoo import fields, models

# terms of its homes that contracts keep as they were disclosed
TEXTS = ("decoration_standard", "infrastructure", "public_facilities", "disputes")


class PropertyDevelopment(models.Model):
    """Texts that buyers of its homes are told before they sign, and promises that every
    contract makes: article 16 of the Measures (R2.3, R2.7).
    """

    _inherit = "property.development"

    delivery_date = fields.Date(
        string="Planned Handover",
        help="Proposed by new contracts; without it the last day of the permit is.",
    )
    land_mortgage = fields.Text(
        string="Mortgages on the Land",
        help="Land, or works, that stand for a debt: for whom and until when. Empty:"
        " none.",
    )
    management_agreement = fields.Text(
        string="Property Management Agreement",
        help="The company, the fee per m² and month, and until when.",
    )
    sample_home = fields.Text(
        help="Whether homes are handed over as the sample home shows, and where not.",
    )
    publicity_promises = fields.Text(
        string="Promises of the Publicity",
        help="Of leaflets and advertisements, and which become part of the contract.",
    )
    decoration_standard = fields.Text(
        string="Decoration and Equipment",
        help="Promised standards of walls, floors, doors, kitchen, bath, lifts and"
        " equipment, with brands, and what is paid where they are missed. Empty: as in"
        " the approved design.",
    )
    infrastructure = fields.Text(
        string="Infrastructure and Public Facilities",
        help="Water, electricity, heating, gas, telecommunication, roads, greening and"
        " public facilities: by when each can be used, and what is paid where it"
        " cannot. Empty: as the approved plan has them, by the day of handover.",
    )
    public_facilities = fields.Text(
        string="Ownership of Public Buildings",
        help="Owners of the clubhouse, kindergarten, garages and other public"
        " buildings. Empty: as the Civil Code has it.",
    )
    disputes = fields.Text(
        string="Settlement of Disputes",
        help="The court, or the arbitration commission, that decides. Empty: the"
        " people's court of the place of the home.",
    )

    def _get_contract_texts(self):
        """Return what contracts over homes of one development say, by field."""
        return {name: self[name] for name in TEXTS}

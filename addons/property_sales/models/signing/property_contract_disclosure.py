from odoo import api, fields, models

KINDS = [
    ("measures", "Measures for the Sale of Commodity Houses"),
    ("model_contract", "Model Contract"),
    ("permit", "Pre-sale Permit"),
    ("area_rule", "Rule of the Area"),
    ("mortgage", "Mortgages on the Land"),
    ("plan", "Plan with Tolerances"),
    ("sample", "Sample Home"),
    ("management", "Property Management Agreement"),
    ("publicity", "Promises of the Publicity"),
]
# what the development says of some of them
DEVELOPMENT_FIELDS = {
    "mortgage": "land_mortgage",
    "sample": "sample_home",
    "management": "management_agreement",
    "publicity": "publicity_promises",
}


class PropertyContractDisclosure(models.Model):
    """Something that the buyers are told before they sign, and acknowledge (R2.3).

    The law names them; each is acknowledged by itself, with the day and by whom it was
    noted. Its text is kept as it was when the contract was disclosed.
    """

    _name = "property.contract.disclosure"
    _description = "Disclosure to the Buyers"
    _inherit = ["property.secret.mixin", "property.kept.mixin", "sales.protected.mixin"]
    _order = "contract_id, sequence, id"
    _rec_name = "kind"

    _protected_fields = frozenset(
        {"contract_id", "kind", "sequence", "text", "date", "user_id"}
    )

    contract_id = fields.Many2one(
        "property.contract",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(related="contract_id.company_id")
    sequence = fields.Integer(readonly=True)
    kind = fields.Selection(KINDS, required=True, readonly=True)
    text = fields.Text(string="Contents", readonly=True)
    date = fields.Date(string="Acknowledged on", readonly=True)
    user_id = fields.Many2one("res.users", string="Noted by", readonly=True)

    _one_per_kind = models.UniqueIndex(
        "(contract_id, kind)", "A contract has each disclosure once."
    )

    @api.depends("kind")
    @api.depends_context("lang")
    def _compute_display_name(self):
        kinds = dict(self._fields["kind"]._description_selection(self.env))
        for row in self:
            row.display_name = kinds.get(row.kind, "")

    @api.model
    def _make_for(self, contract):
        """Make the disclosures of a contract that it has not yet."""
        missing = set(self._get_wanted(contract)) - set(
            contract.disclosure_ids.mapped("kind")
        )
        order = [kind for kind, _label in KINDS]
        # sudo: made by methods only
        self.sudo()._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "sequence": order.index(kind),
                    "text": self._get_text(contract, kind),
                }
                for kind in order
                if kind in missing
            ]
        )

    @api.model
    def _get_wanted(self, contract):
        """Return the kinds of disclosures that a contract needs.

        The permit for a pre-sale, the plan for a price per home, and what the
        development tells of itself.
        """
        # sudo: of the home that is sold
        development_sudo = contract.sudo().development_id
        wanted = ["measures", "model_contract", "area_rule"]
        if contract.sale_kind == "presale":
            wanted.append("permit")
        if contract.pricing_basis == "unit":
            wanted.append("plan")
        # none is also something to be told: there is no mortgage
        wanted += ["mortgage", "management"]
        wanted += [
            kind
            for kind in ("sample", "publicity")
            if development_sudo[DEVELOPMENT_FIELDS[kind]]
        ]
        return wanted

    @api.model
    def _get_text(self, contract, kind):
        """Return what a disclosure of a contract says."""
        # sudo: of the home that is sold
        contract_sudo = contract.sudo()
        if kind == "permit":
            return contract_sudo.permit_id.number
        if kind == "area_rule":
            return contract_sudo._get_area_rule_text()
        name = DEVELOPMENT_FIELDS.get(kind)
        text = name and contract_sudo.development_id[name]
        return text or (self.env._("None") if kind == "mortgage" else False)

    def action_acknowledge(self):
        """Note that the buyers were told, and have understood it.

        :raise UserError: when the contract is disclosed already
        """
        self.contract_id._check_seller()
        self.contract_id._check_state("draft")
        open_rows = self.filtered(lambda row: not row.date)
        for row in open_rows:
            today = row.company_id._get_today()
            row.sudo()._write_protected(  # noted by methods only
                {
                    "date": today,
                    "user_id": self.env.uid,
                    "text": row._get_text(row.contract_id, row.kind),
                }
            )
        return True

    @api.model
    def _get_kept_text(self, names):
        # EXTENDS 'property.kept.mixin'
        return self.env._("Disclosures stay with their contract: %s", names)

from odoo import api, models


class PropertyTakeoverContracts(models.AbstractModel):
    """Makes the contracts that are taken over (R2.7).

    The one way to a contract without a reservation, and without the steps to its
    signature: what was done before stands as it was done, numbers included; registers
    give none out for it. Everything is made for all contracts together.
    """

    _name = "property.takeover.contracts"
    _description = "Contracts of a Take-over"

    @api.model
    def _make(self, lines):
        """Make the contracts of lines that are checked, with all that hangs on them."""
        # sudo: made by the take-over only, whoever leads them
        lines_sudo = lines.sudo()
        self._give_buyers(lines_sudo)
        contracts = self.env["property.contract"].sudo()  # as above
        quiet = contracts.with_context(tracking_disable=True)
        contracts = quiet._create_protected(
            [self._prepare_contract_vals(line) for line in lines_sudo]
        ).with_env(contracts.env)
        for line, contract in zip(lines_sudo, contracts, strict=True):
            line._write_protected({"contract_id": contract.id})
        buyers = self.env["property.contract.buyer"].sudo()  # as above
        buyers._create_protected(
            [
                {"contract_id": contract.id, "partner_id": contract.partner_id.id}
                for contract in contracts
            ]
        )
        self._make_disclosures(contracts)
        papers = self.env["property.document"].sudo()  # as above
        papers._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "kind": "contract",
                    "number": contract.number,
                    "date_issued": contract.signed_on,
                }
                for contract in contracts
            ]
        )
        text = self.env._("%s: it ran before.", lines_sudo.takeover_id.display_name)
        contracts._message_log_batch(bodies=dict.fromkeys(contracts.ids, text))

    @api.model
    def _give_buyers(self, lines):
        """Make the buyers private customers of those who lead their contracts (R2.12).

        Those that another salesperson has stay there.
        """
        houses = self.env["sales.private"]
        private = self.env["res.partner"].sudo()  # seen by the salesperson from now on
        for user, own in lines.grouped("user_id").items():
            given = own.partner_id.filtered(
                lambda partner, user=user: (
                    partner.commercial_partner_id == partner
                    and partner.user_id in (user, user.browse())
                    and not houses._is_of_house(partner)
                )
            )
            given.filtered(lambda partner: not partner.user_id).write(
                {"user_id": user.id}
            )
            private |= given.filtered(lambda partner: not partner.is_private)
        houses._make(private)

    @api.model
    def _prepare_contract_vals(self, line):
        """Return the values of the contract of one line, all of its terms included."""
        unit, company = line.unit_id, line.company_id
        return {
            "takeover_line_id": line.id,
            "state": "filed" if line.filing_number else "signed",
            "unit_id": unit.id,
            "partner_id": line.partner_id.id,
            "user_id": line.user_id.id,
            "number": line.number,
            "permit_id": unit.permit_id.id,
            "sale_kind": unit.permit_id.kind,
            "pricing_basis": line.pricing_basis,
            "list_price": line.price,
            "price": line.price,
            "unit_price": line.unit_price,
            "contract_gross_area": line.contract_gross_area,
            "contract_inner_area": line.contract_inner_area,
            "signed_on": line.signed_on,
            "online_number": line.online_number,
            "online_date": line.online_date,
            "filing_number": line.filing_number,
            "filing_date": line.filing_date,
            "delivery_date": line.delivery_date,
            "late_fee_rate": line.late_fee_rate,
            "delay_rate": line.delay_rate,
            "tax_percent": line.tax_percent,
            "area_tolerance": company.property_area_tolerance,
            "rescind_days": company.property_rescind_days,
            "refund_days": company.property_refund_days,
            "refund_interest": company.property_refund_interest,
            **unit.development_id._get_contract_texts(),
        }

    @api.model
    def _make_disclosures(self, contracts):
        """Note that the buyers were told before, by the signature at the latest."""
        disclosures = self.env["property.contract.disclosure"].sudo()  # methods only
        text = self.env._("Told before the take-over: see the signed contract.")
        disclosures._create_protected(
            [
                {
                    "contract_id": contract.id,
                    "kind": kind,
                    "sequence": number,
                    "text": text,
                    "date": contract.signed_on,
                }
                for contract in contracts
                for number, kind in enumerate(disclosures._get_wanted(contract))
            ]
        )

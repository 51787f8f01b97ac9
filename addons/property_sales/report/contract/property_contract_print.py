from odoo import api, models
from odoo.tools.misc import formatLang

from odoo.addons.property_sales.models.contract.property_contract import PREPARED


class PropertyContractPrint(models.AbstractModel):
    """Values that all papers of a contract print: parties, home, price (R2.7).

    A paper is in the language of the buyer who is named first. Until it is signed it is
    a draft without a number, and identity numbers are masked.
    """

    _name = "property.contract.print"
    _description = "Papers of a Contract of a Home"

    # of `property.document`; to be set by each paper
    _paper_kind = None

    @api.model
    def _get_report_values(self, docids, data=None):
        contracts = self.env["property.contract"].browse(docids)
        contracts.check_access("read")
        return {
            "docs": contracts,
            "papers": [self._get_paper(contract) for contract in contracts],
        }

    @api.model
    def _get_paper(self, contract):
        """Return what the paper of one contract says, in the language of its buyer.

        To be extended by each paper.

        :return: dict of `doc`, the contract in sudo, and of texts ready to print
        """
        # sudo: seller, home and all buyers, for whoever may read the contract
        contract_sudo = contract.sudo()
        lang = contract_sudo.partner_id.lang or self.env.lang
        doc = contract_sudo.with_context(lang=lang)
        paper = doc._get_paper(self._paper_kind)[:1]
        return {
            "doc": doc,
            "lang": lang,
            "number": paper.number,
            "date": paper.date_issued,
            "is_void": doc.state in ("cancelled", "rescinded"),
            "is_draft": not paper and doc.state in PREPARED,
            "seller": self._get_party(doc.company_id.partner_id),
            "buyers": self._get_printed_buyers(doc, bool(paper)),
            "account": doc.permit_id.journal_id.bank_account_id,
            "price": self._get_money_text(doc, doc.price),
            "price_words": doc.currency_id.amount_to_text(doc.price),
            "basis_text": self._get_basis_text(doc),
        }

    @api.model
    def _get_money_text(self, doc, amount):
        """Return an amount in the currency of a contract, to the cent."""
        return formatLang(doc.env, amount, currency_obj=doc.currency_id)

    @api.model
    def _get_basis_text(self, doc):
        """Return how the price is determined, with the unit price to the cent."""
        unit_price = self._get_money_text(doc, doc.unit_price)
        if doc.pricing_basis == "gross":
            return doc.env._(
                "The price is that of the gross area, at %s a m².", unit_price
            )
        if doc.pricing_basis == "inner":
            return doc.env._(
                "The price is that of the inner area, at %s a m².", unit_price
            )
        return doc.env._("The price is that of the home as a whole: %s.", unit_price)

    @api.model
    def _get_party(self, partner):
        """Return name, address, telephone and registered number of a party."""
        address = partner.state_id.name, partner.city, partner.street, partner.street2
        return {
            "name": partner.name,
            "address": ", ".join(filter(None, address)),
            "phone": partner.phone,
            "code": partner.company_registry or partner.vat,
        }

    @api.model
    def _get_printed_buyers(self, doc, is_signed):
        """Return the buyers of one contract as they are printed.

        :param doc: the contract, in sudo and in the language of the paper
        :param bool is_signed: identity numbers are whole; before they are masked
        :return: list of dicts: those of `_get_party` with `share`, `id_kind`,
            `id_number` and `acting`, agents and guardians by role and name, with
            what identifies them
        """
        rows = doc.buyer_ids
        buyers = rows.filtered(lambda row: row.role == "buyer")
        if not buyers:  # all lines were taken out of a draft
            return [self._get_party(doc.partner_id) | {"acting": []}]
        kinds = dict(rows._fields["id_kind"]._description_selection(doc.env))
        roles = dict(rows._fields["role"]._description_selection(doc.env))
        number = "id_number" if is_signed else "id_number_masked"
        printed = []
        for row in buyers:
            acting = rows.filtered(lambda other, row=row: other.of_buyer_id == row)
            printed.append(
                self._get_party(row.partner_id)
                | {
                    "share": row.share
                    and f"{formatLang(doc.env, row.share, digits=2)} %",
                    "id_kind": kinds[row.id_kind],
                    # in sudo: the buyers sign a paper with their whole numbers
                    "id_number": row[number],
                    "acting": [
                        {
                            "name": doc.env._(
                                "%(role)s: %(name)s",
                                role=roles[other.role],
                                name=other.partner_id.name,
                            ),
                            "id_kind": kinds[other.id_kind],
                            "id_number": other[number],
                        }
                        for other in acting
                    ],
                }
            )
        return printed

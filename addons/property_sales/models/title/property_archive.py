from odoo import api, models
from odoo.exceptions import UserError

from ..contract.property_contract import SIGNED

# what a contract has at the end of its life, in the order in which it comes
WHOLE = (
    "agreement",
    "contract",
    "settlement",
    "handover",
    "manual",
    "warranty",
    "title",
)
# of homes that are sold before their completion
PRESALE = ("agreement", "settlement")


class PropertyArchive(models.AbstractModel):
    """The archive of whole contracts: complete with the title, and not before (R2.9).

    Single papers are archived as they come, see `property.document`; a contract is
    archived when it has all of them, and each stands on its shelf.
    """

    _name = "property.archive"
    _description = "Archive of Contracts"

    @api.model
    def _get_kinds(self, contract):
        """Return the kinds of papers that a contract has at the end of its life.

        To be extended by what else becomes a part of it.
        """
        is_presale = contract.sale_kind == "presale"
        return [kind for kind in WHOLE if is_presale or kind not in PRESALE]

    @api.model
    def _get_missing(self, contract):
        """Return the names of the papers that a contract does not have yet."""
        papers_sudo = contract.sudo().document_ids  # they go with the contract
        labels = dict(papers_sudo._fields["kind"]._description_selection(self.env))
        there = set(papers_sudo.mapped("kind"))
        return [labels[kind] for kind in self._get_kinds(contract) if kind not in there]

    @api.model
    def _is_archived(self, contract):
        """Return whether a contract has all its papers, each on its shelf."""
        papers_sudo = contract.sudo().document_ids  # they go with the contract
        return (
            contract.state in SIGNED
            and bool(papers_sudo)
            and all(paper.date_archived for paper in papers_sudo)
            and not self._get_missing(contract)
        )

    @api.model
    def _archive(self, contracts, shelf, date, box):
        """Archive all papers of contracts that are not archived yet.

        :raise UserError: naming the papers that are missing
        """
        contracts._check_seller()
        contracts._check_state(*SIGNED)
        papers = self.env["property.document"]
        for contract in contracts:
            if missing := self._get_missing(contract):
                raise UserError(
                    self.env._(
                        "%(contract)s is not complete, missing: %(papers)s. Archive"
                        " single papers on their own lines until then.",
                        contract=contract.display_name,
                        papers=", ".join(missing),
                    )
                )
            own = contract.document_ids.filtered(lambda row: not row.date_archived)
            if not own:
                raise UserError(
                    self.env._("%s is archived already.", contract.display_name)
                )
            papers |= own
        papers.action_archive(shelf, date, box)

from odoo import api, fields, models

from odoo.addons.receivables_collect.tools import roles
from odoo.addons.sales_rules.tools.roles import CREDIT


class ResPartner(models.Model):
    """Collection slips of a customer, and the exclusion from them."""

    _inherit = "res.partner"

    collection_exclusion = fields.Char(
        string="Collection Exclusion Reason",
        company_dependent=True,
        copy=False,
        groups=roles.FINANCE_OR_DIRECTOR,
        help="With a reason here, the customer gets no further collection slips.",
    )
    collection_slip_count = fields.Integer(
        string="Slips", compute="_compute_collection_slip_count", groups=CREDIT
    )

    @api.depends_context("uid", "company")
    def _compute_collection_slip_count(self):
        slips = self.env["collection.slip"]
        counts = {}
        if slips.has_access("read"):
            groups = slips._read_group(
                self.commercial_partner_id._get_collection_slip_domain(),
                ["partner_id"],
                ["__count"],
            )
            counts = {partner.id: count for partner, count in groups}
        for partner in self:
            payer_id = partner.commercial_partner_id.id
            partner.collection_slip_count = counts.get(payer_id, 0)

    def _get_collection_receiver(self, company):
        """Return the address that gets letters and statements of this customer.

        The contact for invoices first, then the customer itself, then any other
        contact, each only if it has an e-mail address; nobody where none has.

        :param company: whose letters these are; contacts of others are left out
        """
        self.ensure_one()
        # sudo: an address to write to, whoever sends
        payer_sudo = self.commercial_partner_id.sudo()
        contacts = payer_sudo.search(
            [
                ("commercial_partner_id", "=", payer_sudo.id),
                ("email", "not in", (False, "")),
                ("company_id", "in", (False, *company.parent_ids.ids)),
            ],
            order="id",
        ).filtered("email_normalized")
        ranks = {"invoice": 0, "contact": 2, "other": 3}
        return contacts.sorted(
            lambda contact: (
                1 if contact == payer_sudo else ranks.get(contact.type, 4),
                contact.id,
            )
        )[:1]

    def _get_collection_phone(self):
        """Return the number to call this customer: its own, else that of a contact."""
        self.ensure_one()
        # sudo: a number to call, for whoever has the slip
        payer_sudo = self.commercial_partner_id.sudo()
        contacts = payer_sudo.child_ids.filtered("phone").sorted(
            lambda contact: (contact.type != "invoice", contact.id)
        )
        return payer_sudo.phone or contacts[:1].phone or ""

    def action_view_collection_slips(self):
        """Open the customer's collection slips, open ones on top."""
        self.ensure_one()
        action = self.env["ir.actions.actions"]._for_xml_id(
            "receivables_collect.collection_slip_action"
        )
        payer = self.commercial_partner_id
        action["domain"] = payer._get_collection_slip_domain()
        action["context"] = {"search_default_living": 1}
        return action

    def _get_collection_slip_domain(self):
        """Return the domain of the issued slips of these customers."""
        return [("partner_id", "in", self.ids), ("state", "!=", "draft")]

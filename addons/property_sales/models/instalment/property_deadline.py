from datetime import timedelta

from odoo import api, fields, models
from odoo.fields import Domain

from ..contract.property_contract import SELLER, SIGNED
from ..deadline.property_deadline import Expected, Kind
from .property_instalment import LOANS

INSTALMENT = "property.instalment"
# days before it is due from which an instalment stands among the deadlines
AHEAD = 7


class PropertyDeadline(models.Model):
    """Instalments are paid by the day on which they are due (R2.7, R2.10).

    There is none for the years before, as every home has several, and none for what a
    loan is to pay: that has the deadlines of the loan.
    """

    _inherit = "property.deadline"

    _kinds = {
        "instalment": Kind(INSTALMENT, SELLER, AHEAD, done=[("state", "=", "paid")])
    }

    kind = fields.Selection(
        selection_add=[("instalment", "Instalment Due")],
        ondelete={"instalment": "cascade"},
    )

    @api.depends("res_model", "res_id")
    def _compute_document(self):
        # EXTENDS 'property_sales': its name does not say of which home
        res = super()._compute_document()
        rows = self.filtered(lambda row: row.res_model == INSTALMENT)
        parts = self.env[INSTALMENT].browse(rows.mapped("res_id")).exists()
        homes = {part.id: part.contract_id.unit_id.display_name for part in parts}
        for row in rows.filtered("document"):
            row.document = f"{row.document} · {homes[row.res_id]}"
        return res

    @api.model
    def _follow(self, records):
        # EXTENDS 'property_sales': instalments go with their contract
        res = super()._follow(records)
        if records._name == "property.contract":
            super()._follow(records.sudo().instalment_ids)  # whoever moves them
        return res

    def _expect_instalment(self, instalments):
        """Return the instalments that are due within days, or were, and are open."""
        ahead = timedelta(days=AHEAD)
        domain = self.env["res.company"]._get_domain_by_day(
            lambda company: Domain("date_due", "<=", company._get_today() + ahead)
        )
        domain &= Domain("contract_id.state", "in", SIGNED)
        # what is paid is found by its entry: there are many
        domain &= Domain("state", "in", ("planned", "claimed"))
        if instalments is not None:
            domain &= Domain("id", "in", instalments.ids)
        money = self.env["property.contract.money"]
        expected = {}
        for row in self.env[INSTALMENT].search(domain):
            contract = row.contract_id
            if row.kind in LOANS and row.kind in money._get_loan_kinds(contract):
                continue
            expected[row.id] = Expected(row.company_id, row.date_due, contract.user_id)
        return expected

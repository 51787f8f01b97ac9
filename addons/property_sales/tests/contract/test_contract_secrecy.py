from odoo.tests import tagged

from ..common_contract import ContractCommon


@tagged("post_install", "-at_install")
class TestContractSecrecy(ContractCommon):
    """Salespeople see their own contracts only, whatever they look through (R2.12)."""

    def test_no_way_round_finds_another_ones_contract(self):
        contract = self.new_signed()
        colleague = self.home_colleague
        homes = self.env["property.unit"].with_user(colleague)
        for domain in (
            [("contract_ids.partner_id", "=", self.buyer.id)],
            [("contract_ids.price", ">", 0)],
        ):
            self.assertFalse(homes.search(domain), domain)
        home = self.unit.with_user(colleague)
        home.invalidate_recordset()
        self.assertFalse(home.contract_id)
        self.assertFalse(home.contract_ids)
        self.assertFalse(home.web_read({"contract_ids": {}})[0]["contract_ids"])
        for records in (contract.approval_ids, contract.deadline_ids, self.hold):
            self.assertTrue(records)
            theirs = records.browse().with_user(colleague)
            self.assertFalse(theirs.search([("id", "in", records.ids)]))
        messages = self.env["mail.message"].with_user(colleague)
        domain = [("model", "=", contract._name), ("res_id", "=", contract.id)]
        self.assertFalse(messages.search(domain))

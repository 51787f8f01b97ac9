from odoo.fields import Command

from .common_amendment import AmendmentCommon
from .common_handover import PICTURE
from .common_late_fee import LateFeeCommon


class ElsewhereCommon(LateFeeCommon, AmendmentCommon):
    """The same people sell the homes of another company, and work in no other one."""

    @classmethod
    def move_to(cls, company):
        """Open a sale there: journals of its own, and all that is before it."""
        cls.former, cls.company = cls.company, company
        company.sudo().write(
            {
                "collection_debt_account_id": cls.former.collection_debt_account_id.id,
                "collection_surplus_account_id": (
                    cls.former.collection_surplus_account_id.id
                ),
            }
            if company.parent_id
            else {}
        )
        for user in cls.get_people():
            user.sudo().write(
                {"company_ids": [Command.set(company.ids)], "company_id": company.id}
            )
        cls.env.user.company_ids |= company
        cls.env = cls.env(
            context=dict(cls.env.context, allowed_company_ids=company.ids)
        )
        cls.today = company._get_today()
        cls.permit_journal = cls.env["account.journal"].create(
            {
                "name": "Supervised Account",
                "type": "bank",
                "code": "SUPX",
                "company_id": company.id,
            }
        )
        # core gives users of a branch alone no outstanding account
        transit = cls.new_account("10199901", "asset_current", reconcile=True)
        lines = cls.permit_journal.inbound_payment_method_line_ids
        lines |= cls.permit_journal.outbound_payment_method_line_ids
        lines.payment_account_id = transit
        cls.new_authorities(company)
        cls.development = cls.new_development(code="EW")
        cls.building = cls.new_building()
        cls.units = cls.new_units(4)
        cls.unit = cls.units[0]
        cls.open_sale()
        cls.building.with_user(cls.investor).completed_on = cls.day(-3)
        cls.development.with_user(cls.investor).write(
            {"house_manual": "<p>Walls</p>", "quality_warranty": "<p>Parts</p>"}
        )
        cls.buyer = cls.new_buyer("Zhou Min")
        cls.hold = cls.reserve()

    @classmethod
    def get_people(cls):
        users = cls.home_seller | cls.home_colleague | cls.home_manager | cls.investor
        users |= cls.finance | cls.director | cls.general | cls.deputy
        return users

    def assert_life(self):
        """A contract is signed, paid and handed over: everything at zero."""
        receipt = self.take_verified(50_000)
        contract = self.new_settled(gross=102, inner=81)
        self.credit(contract, 100_000)
        self.bank(receipt)
        self.pay_all(contract)
        handover = self.notify(contract)
        handover.action_inspect()
        handover.action_accept(PICTURE, keys="2")
        self.assert_ended(contract, "handed_over")
        invoice = handover.sudo().move_id
        self.assertEqual(invoice.amount_total, 1_020_000)
        self.assertEqual(invoice.company_id, self.company)
        return contract

    def assert_rescission(self):
        contract = self.new_signed(self.reserve(self.units[1], self.new_buyer("Wu")))
        self.credit(contract, 300_000)
        self.rescind(contract, "developer").with_user(self.finance).action_refund()
        self.assert_ended(contract, "rescinded")
        return contract

    def assert_ended(self, contract, state):
        self.env.invalidate_all()
        self.assertEqual(contract.state, state)
        self.assert_zero(contract)
        items = self.env["account.move.line"].sudo()
        items = items.search([("contract_id", "=", contract.id)])
        self.assertTrue(items)
        self.assertEqual(items.move_id.company_id, self.company)
        self.assertEqual(set(items.move_id.mapped("date")), {self.today})

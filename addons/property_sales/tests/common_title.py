from odoo.fields import Command

from .common_handover import PICTURE, HandoverCommon

NOTICE = "property_sales.mail_activity_type_deadline"


class TitleCommon(HandoverCommon):
    """A home that is handed over, on its way to title and archive."""

    @classmethod
    def new_titled(cls, number="BDC-1", **vals):
        """A contract whose title is registered today."""
        contract = cls.new_handed_over(**vals)
        contract.with_user(contract.user_id).action_title(number)
        contract.invalidate_recordset()
        return contract

    @classmethod
    def get_paper(cls, contract, kind):
        """The paper of a kind, as the salesperson of the contract sees it."""
        papers = contract.with_user(contract.user_id).document_ids
        return papers.filtered(lambda paper: paper.kind == kind)

    @classmethod
    def date_handover(cls, contract, days):
        """Have the keys of a contract be older, or those of a day to come."""
        contract._write_protected({"handover_date": cls.day(days)})
        contract.env["property.deadline"]._follow(contract)

    # loans

    @classmethod
    def new_paid_loan(cls, **vals):
        """A loan of 400,000, paid out by the bank; its contract is signed."""
        rows = [("Down Payment", "own", 600_000), ("Bank", "loan", 400_000)]
        parts = [
            Command.create(
                {"name": name, "kind": kind, "amount": amount, "date_due": cls.today}
            )
            for name, kind, amount in rows
        ]
        contract = cls.new_signed(
            instalment_ids=parts, **{"pricing_basis": "gross"} | vals
        )
        bank = cls.env["res.bank"].create({"name": "City Bank"})
        vals = {"contract_id": contract.id, "bank_id": bank.id, "amount": 400_000}
        loan = cls.env["property.mortgage"].with_user(contract.user_id).create(vals)
        loan.paper_ids.action_note()
        loan.action_bank_approve()
        loan.action_sign()
        loan.with_user(cls.finance).action_pay_out(cls.today, 400_000, "P1")
        loan.invalidate_recordset()
        return loan

    @classmethod
    def hand_over(cls, contract):
        """Go on with a signed contract to the keys."""
        contract = contract.sudo()
        contract.with_user(contract.user_id).action_file(f"BA-{contract.id}")
        cls.survey()
        contract.with_user(cls.finance).action_settle_area()
        contract.invalidate_recordset()
        cls.pay_all(contract)
        handover = cls.notify(contract)
        handover.action_accept(PICTURE)
        contract.invalidate_recordset()
        return contract

    # deadlines

    def get_deadline(self, kind, record):
        """The newest deadline of a kind."""
        rows = self.env["property.deadline"].sudo()
        domain = [("kind", "=", kind), ("res_id", "=", record.id)]
        return rows.search(domain, order="id desc", limit=1)

    def watch(self, day):
        """Let the job run on a day, counted from today."""
        with self.at(day, 4):
            self.run_cron("property_sales.ir_cron_deadline")

    def assert_told(self, row, day, state, *users):
        """Assert what a deadline is on a day, and among whose activities."""
        self.watch(day)
        self.assertEqual(row.state, state, f"on day {day}")
        activities = self.env["mail.activity"].sudo()
        told = activities.search(
            [
                ("res_model", "=", row._name),
                ("res_id", "=", row.id),
                ("activity_type_id", "=", self.env.ref(NOTICE).id),
            ]
        ).user_id
        self.assertEqual(told, self.env["res.users"].union(*users), f"on day {day}")

    def end(self, contract):
        """Have a contract end after its signature, as a rescission does."""
        contract.sudo()._write_protected({"state": "rescinded"})
        contract.env["property.deadline"]._follow(contract)

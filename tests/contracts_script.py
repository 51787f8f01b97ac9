"""Makes contracts that are about to take a step, and tells their ids; run in Odoo's
shell.

The fixtures of the addon's tests, committed: all is done by whom it falls to.
"""

from dateutil.relativedelta import relativedelta

from odoo.sql_db import Cursor

from odoo.addons.property_sales.tests.common_buyer_change import BuyerChangeCommon
from odoo.addons.property_sales.tests.common_late_fee import LateFeeCommon
from odoo.addons.property_sales.tests.common_takeover import TakeoverCommon

HOMES = 15


class Prepared(BuyerChangeCommon, LateFeeCommon, TakeoverCommon):
    @classmethod
    def new_building(cls, development=None, **vals):
        building = super().new_building(development, **vals)
        cls.new_units(HOMES - 4, building)
        return building

    @classmethod
    def open_sale(cls):
        cls.units = cls.building.unit_ids
        cls.left = list(cls.units - cls.unit)  # that one is held
        super().open_sale()

    @classmethod
    def keep(cls, name, record):
        key = f"at_once.{name}"
        cls.env["ir.config_parameter"].sudo().set_param(key, record.id)

    @classmethod
    def new_home(cls, name):
        return cls.reserve(cls.left.pop(0), cls.new_buyer(name))

    @classmethod
    def prepare_all(cls):
        cls.prepare_amendments()
        cls.prepare_money()
        cls.prepare_settlements()
        cls.prepare_handovers()
        # the survey changes areas, which are disclosed
        for number in (1, 2):
            contract = cls.new_approved(cls.new_home(f"Sign {number}"))
            contract.with_user(cls.home_seller).action_sign_agreement()
            cls.keep(f"sign_{number}", contract)
        takeover = cls.new_loaded(cls.get_old_row(cls.left.pop(0)))
        takeover.with_user(cls.director).action_confirm()
        cls.keep("takeover", takeover)
        month = cls.env["property.ledger.month"].with_user(cls.finance)
        for name, months in (("month_before", 2), ("month", 1)):
            date = cls.today.replace(day=1) - relativedelta(months=months)
            cls.keep(name, month.create({"date": date}))

    @classmethod
    def prepare_amendments(cls):
        contract = cls.new_signed(cls.new_home("Amend"))
        cls.credit(contract, 300_000)
        cls.keep("amend", contract)
        for number, price in ((1, 1_000_001), (2, 1_000_003)):
            amendment = cls.new_amendment(contract, "price", new_price=price)
            cls.keep(f"price_{number}", cls.approve(amendment))
        ended = cls.new_signed(cls.new_home("Refund"))
        cls.credit(ended, 300_000)
        cls.keep("refund", cls.rescind(ended))
        contract = cls.new_signed(cls.new_home("Rescind"))
        cls.credit(contract, 300_000)
        amendment = cls.new_amendment(contract, "rescission", fault="none")
        cls.keep("rescind", cls.approve(amendment))

    @classmethod
    def prepare_money(cls):
        contract = cls.new_late(cls.new_home("Late"), kind="loan")
        cls.keep("late", contract)
        fees = cls.env["property.fee"].with_user(cls.home_seller)
        fee = fees.create({"contract_id": contract.id, "amount": 100})
        cls.credit(contract, 100, "FEE", fee_id=fee.id)
        cls.keep("fee", fee)
        bank = cls.env["res.bank"].create({"name": "City Bank"})
        loan = cls.env["property.mortgage"].with_user(cls.home_seller)
        loan = loan.create(
            {"contract_id": contract.id, "bank_id": bank.id, "amount": 700_000}
        )
        loan.paper_ids.action_note()
        loan.action_bank_approve()
        loan.action_sign()
        cls.keep("loan", loan)
        paid = cls.new_signed(cls.new_home("Paid"))
        cls.credit(paid, 1_000_100)
        cls.keep("waiting", paid)

    @classmethod
    def prepare_settlements(cls):
        for number in (1, 2, 3):
            contract = cls.new_signed(
                cls.new_home(f"Settle {number}"), pricing_basis="gross"
            )
            contract.with_user(cls.home_seller).action_file(f"BA-{number}")
            cls.keep(f"settle_{number}", contract)
            if number == 1:
                amendment = cls.new_amendment(contract, "rescission", fault="none")
                cls.keep("rescind_settle", cls.approve(amendment))
        cls.survey(102, 81)

    @classmethod
    def prepare_handovers(cls):
        for number in (1, 2, 3):
            contract = cls.new_settled(
                reservation=cls.new_home(f"Keys {number}"), basis="unit"
            )
            cls.pay_all(contract)
            cls.keep(f"keys_{number}", cls.notify(contract))
            cls.keep(f"keys_contract_{number}", contract)
            if number == 1:
                amendment = cls.new_amendment(contract, "rescission", fault="none")
                cls.keep("rescind_keys", cls.approve(amendment))


Prepared.setUpClass()
Prepared.prepare_all()
Prepared.env.flush_all()
Cursor.commit(Prepared.cr)  # that of the instance refuses, being a test's
Prepared.doClassCleanups()

from datetime import timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from .common_amendment import AmendmentCommon


class TaxCommon(AmendmentCommon):
    """Worksheets of prepaid tax of months whose days are closed, and fapiao."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {"name": "Weekdays", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        # in the evening of UTC it is tomorrow there
        cls.today = cls.company._get_today()
        cls.number = 25_440_000_000_000_000_000
        cls.bank_journal = cls.env["account.journal"].create(
            {
                "name": "Own Bank",
                "code": "OWN",
                "type": "bank",
                "company_id": cls.company.id,
            }
        )

    @classmethod
    def at(cls, months=0, day=1):
        """Freeze the time at noon in the company, on a day of a month from now."""
        date = cls.today + relativedelta(months=months, day=day)
        return freeze_time(f"{date} 04:00:00")

    @classmethod
    def close_days(cls):
        """Close all days with money, in their order."""
        cls.env.flush_all()
        lines = cls.env["property.ledger.line"].sudo()
        own = [("company_id", "=", cls.company.id)]
        for date, day in sorted(lines._read_group(own, ["date:day", "day_id"])):
            if day.state != "closed":
                cls.new_day(date).action_close()

    @classmethod
    def new_sheet(cls, months=0, user=None, development=None):
        """The worksheet of a month from now, a draft of finance."""
        sheets = cls.env["property.vat.prepayment"].with_user(user or cls.finance)
        return sheets.create(
            {
                "development_id": (development or cls.development).id,
                "date": cls.today + relativedelta(months=months, day=1),
            }
        )

    @classmethod
    def file(cls, months=0):
        """The worksheet of a month, filed on the first day after it."""
        with cls.at(months + 1):
            cls.close_days()
            sheet = cls.new_sheet(months)
            sheet.action_file()
        return sheet

    @classmethod
    def pay_sheet(cls, sheet, reference="TAX-1"):
        """The tax of a worksheet, paid on the day after it was filed."""
        with freeze_time(f"{sheet.filed_on + timedelta(days=1)} 04:00:00"):
            move_id = sheet.action_pay(None, cls.bank_journal.id, reference)
        cls.env.invalidate_all()
        return cls.env["account.move"].sudo().browse(move_id)

    @classmethod
    def forfeit(cls, reservation):
        """The deposit of a reservation, kept as its buyer did not come."""
        reservation._write_protected({"date_end": cls.company._get_today()})
        reservation.with_user(reservation.user_id).action_forfeit("Did not come")
        reservation.with_user(cls.director).action_approve()
        cls.env.invalidate_all()

    @classmethod
    def next_number(cls):
        cls.number += 1
        return str(cls.number)

    @classmethod
    def new_fapiao(cls, contract, amount, user=None, **vals):
        fapiao = cls.env["property.fapiao"].with_user(user or cls.finance)
        vals = {"number": cls.next_number(), "date": cls.company._get_today()} | vals
        return fapiao.create({"contract_id": contract.id, "amount": amount} | vals)

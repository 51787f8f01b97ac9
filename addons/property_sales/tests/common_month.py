from datetime import timedelta

from dateutil.relativedelta import relativedelta
from freezegun import freeze_time

from odoo import fields

from .common_contract import ContractCommon


class MonthCommon(ContractCommon):
    """Months of the ledger, in a company that works on weekdays in Shanghai."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.resource_calendar_id = cls.env["resource.calendar"].create(
            {"name": "Weekdays", "tz": "Asia/Shanghai", "company_id": cls.company.id}
        )
        # in the evening of UTC it is tomorrow there
        cls.today = cls.company._get_today()
        for user in cls.general | cls.finance:
            user.email = f"{user.login}@example.com"
        cls.this_month = cls.today.replace(day=1)

    @classmethod
    def new_month(cls, date=None, user=None):
        """The month of a day, as finance sees it; this month by default."""
        months = cls.env["property.ledger.month"].with_user(user or cls.finance)
        date = (date or cls.today).replace(day=1)
        domain = [("company_id", "=", cls.company.id), ("date", "=", date)]
        return months.search(domain) or months.create(
            {"date": date, "company_id": cls.company.id}
        )

    @classmethod
    def after(cls, date=None, days=0):
        """Freeze the time at noon in the company, on the first day after a month."""
        begin = (date or cls.today).replace(day=1) + relativedelta(months=1)
        return freeze_time(f"{begin + timedelta(days=days)} 04:00:00")

    @classmethod
    def close_month(cls, date=None):
        """A month closed on the first day after it; returned as finance sees it."""
        month = cls.new_month(date)
        with cls.after(month.date):
            month.action_close()
        return month

    @classmethod
    def close_day(cls, date=None):
        day = cls.new_day(date)
        day.action_close()
        return day

    @classmethod
    def earn(cls, amount=50000, slip="S1", **vals):
        """Money of today in the bank, and its day closed."""
        receipt = cls.take_verified(amount, **vals)
        cls.bank(receipt, number=slip)
        cls.close_day()
        return receipt

    def get_mails(self, month):
        """The mails about a month."""
        mails = self.env["mail.mail"].sudo()
        return mails.search([("model", "=", month._name), ("res_id", "=", month.id)])

    def get_told(self, month, type_="month_to_send"):
        """The users who have something to do about a month, and what."""
        activities = self.env["mail.activity"].sudo()
        found = activities.search(
            [
                ("res_model", "=", month._name),
                ("res_id", "=", month.id),
                (
                    "activity_type_id",
                    "=",
                    self.env.ref(f"property_sales.mail_activity_type_{type_}").id,
                ),
            ]
        )
        return {activity.user_id: activity.summary for activity in found}

    @classmethod
    def rescind(cls, contract, reason="No loan"):
        """A contract that ends now, as an amendment leaves it."""
        contract._write_protected(
            {
                "state": "rescinded",
                "ended_at": fields.Datetime.now(),
                "end_reason": reason,
            }
        )
        cls.env.flush_all()

from datetime import timedelta

from .common_sale import SaleCommon


class SweepMonth(SaleCommon):
    """Months of the ledger, open and closed."""

    @classmethod
    def _make_months(cls):
        months = cls.env["property.ledger.month"].with_user(cls.finance)
        begin = cls.day(-1).replace(day=1)
        # before the month of the first money: nothing stands in its way
        closed = months.create({"date": begin - timedelta(days=1)})
        closed.action_close()
        assert closed.state == "closed", closed.state
        cls.sweep("closed", closed)
        domain = [("company_id", "=", cls.company.id), ("date", "=", begin)]
        cls.sweep("open", months.search(domain))

from .common_handover import PICTURE
from .common_sweep_contracts import SweepContracts


class SweepTitles(SweepContracts):
    """Titles, deposits that wait for them, and papers in the archive."""

    @classmethod
    def _make_titles(cls):
        [home] = cls.new_units(1)
        cls.new_valid_permit(home, number="YS-TITLE")
        cls.new_release(home, name="For Titles")
        contract = cls._new_settled_over(home)
        cls.pay_all(contract)
        cls.notify(contract).action_accept(PICTURE)
        contract.invalidate_recordset()
        mine = contract.with_user(cls.home_seller)
        mine.action_note_title_papers()
        mine.action_title("BDC-1")
        mine.action_archive_papers("A-1")
        cls.sweep("titled", contract)
        first, second, third = mine.document_ids[:3]
        cls.sweep("archived", first)
        second.action_lend(cls.director.id)
        cls.sweep("lent", second)
        cls.sweep("out", second.loan_ids)
        third.action_lend(cls.director.id)
        third.action_give_back()
        cls.sweep("back", third.loan_ids)
        cls.sweep("added", third.browse(mine.action_add_paper("identity")))
        loan = cls.swept["property.mortgage", "paid_out"]
        loan.with_user(cls.finance).action_note_guarantee(10)
        cls.sweep("guarantee", loan)

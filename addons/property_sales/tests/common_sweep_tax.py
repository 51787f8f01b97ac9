from dateutil.relativedelta import relativedelta

from .common_amendment import AmendmentCommon


class SweepTax(AmendmentCommon):
    """Fapiao that are valid, taken back and red, and worksheets of prepaid tax."""

    @classmethod
    def _make_taxes(cls):
        home = cls.new_units(1)
        cls.new_valid_permit(home, number="YS-13")
        cls.new_release(home, name="Taxed")
        reservation = cls.reserve(home, cls.new_buyer("Taxed"))
        cls.taxed_receipt = cls.take_verified(50_000, reservation)
        cls.taxed = cls.new_signed(reservation)
        fapiao = cls.env["property.fapiao"].with_user(cls.finance)
        vals = {"contract_id": cls.taxed.id, "amount": 100}
        for number, state in enumerate(("valid", "taken_back", "red")):
            row = fapiao.create(vals | {"number": f"{number:020}"})
            if state != "valid":
                red = fapiao.browse(row.action_red_letter(f"{number:019}1", "Wrong"))
                row = red if state == "red" else row
            cls.sweep(state, row)
        sheets = cls.env["property.vat.prepayment"].with_user(cls.finance)
        month = cls.company._get_today().replace(day=1)
        vals = {"development_id": cls.planned.id}
        filed = sheets.create(vals | {"date": month - relativedelta(months=1)})
        filed.action_file()
        cls.sweep("filed", filed)
        draft = sheets.create({"development_id": cls.development.id, "date": month})
        assert draft.line_ids
        cls.sweep("draft", draft, draft.line_ids[0])

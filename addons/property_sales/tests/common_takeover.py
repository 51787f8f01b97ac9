from .common_handover import HandoverCommon

# the columns of a spreadsheet, and where its instalments begin
COLUMNS = (
    "building_id unit_id partner_id user_id number pricing_basis price unit_price"
    " contract_gross_area contract_inner_area signed_on online_number online_date"
    " filing_number filing_date delivery_date late_fee_rate delay_rate tax_percent"
    " amount_claimed amount_paid"
).split()
PARTS = "name kind date_due amount is_claimed".split()


class TakeoverCommon(HandoverCommon):
    """Contracts of an older system: homes of `units` that nobody has here.

    Of 1,000,000, signed two months ago and filed: 300,000 and 200,000 are claimed,
    350,000 are paid, and the rest is due later.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.cut_over = cls.day(-1)
        partners = cls.env["res.partner"].sudo()
        cls.old_buyer = partners.create({"name": "Zhao Old", "ref": "OLD-1"})

    @classmethod
    def new_takeover(cls, **vals):
        """A draft of finance, as superuser."""
        vals = {"date": cls.cut_over, "company_id": cls.company.id} | vals
        takeovers = cls.env["property.takeover"].with_user(cls.finance)
        return takeovers.create(vals).sudo()

    @classmethod
    def get_old_row(cls, unit=None, **vals):
        """The first row of a contract, by column."""
        unit = unit or cls.units[1]
        return {
            "building_id": "Riverside 1",
            "unit_id": unit.name,
            "partner_id": "OLD-1",
            "user_id": cls.home_seller.login,
            "number": f"HT-{unit.name}",
            "pricing_basis": "gross",
            "price": 1_000_000,
            "unit_price": 10_000,
            "contract_gross_area": 100,
            "contract_inner_area": 80,
            "signed_on": cls.day(-60),
            "online_number": f"WQ-{unit.name}",
            "online_date": cls.day(-58),
            "filing_number": f"BA-{unit.name}",
            "filing_date": cls.day(-40),
            "delivery_date": cls.day(300),
            "late_fee_rate": 0.2,
            "delay_rate": 0.1,
            "tax_percent": 9,
            "amount_claimed": 500_000,
            "amount_paid": 350_000,
        } | vals

    @classmethod
    def get_old_parts(cls):
        """Its instalments, by row."""
        return [
            ["Down Payment", "own", cls.day(-60), 300_000, True],
            ["Second", "own", cls.day(-10), 200_000, True],
            ["Rest", "own", cls.day(60), 500_000, False],
        ]

    @classmethod
    def get_old_table(cls, *rows, parts=None):
        """Columns and rows of a spreadsheet, with the same instalments for each row."""
        parts = cls.get_old_parts() if parts is None else parts
        table = []
        for row in rows:
            own = [row[name] for name in COLUMNS]
            for part in parts or [[""] * len(PARTS)]:
                table.append([str(cell) for cell in [*own, *part]])
                own = [""] * len(COLUMNS)
        fields = [*COLUMNS, *(f"instalment_ids/{name}" for name in PARTS)]
        return fields, table

    @classmethod
    def load_rows(cls, takeover, *rows, parts=None, user=None):
        """Import rows into a draft, as finance; what `load` returns."""
        lines = cls.env["property.takeover.line"].with_user(user or cls.finance)
        lines = lines.with_context(default_takeover_id=takeover.id)
        result = lines.load(*cls.get_old_table(*rows, parts=parts))
        takeover.invalidate_recordset()
        return result

    @classmethod
    def new_loaded(cls, *rows, parts=None, **vals):
        """A draft with these rows, by default of one contract."""
        takeover = cls.new_takeover(**vals)
        result = cls.load_rows(takeover, *(rows or [cls.get_old_row()]), parts=parts)
        assert result["ids"], result["messages"]
        return takeover

    @classmethod
    def apply_takeover(cls, takeover):
        """The director confirms, finance applies; the contracts as superuser."""
        takeover.with_user(cls.director).action_confirm()
        takeover.with_user(cls.finance).action_apply()
        cls.env.flush_all()
        cls.env.invalidate_all()
        return takeover.line_ids.contract_id

    @classmethod
    def new_taken_over(cls, **vals):
        """A contract that is taken over."""
        parts = vals.pop("parts", None)
        return cls.apply_takeover(cls.new_loaded(cls.get_old_row(**vals), parts=parts))

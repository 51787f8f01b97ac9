from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden

FAPIAO = "Fapiao of a Home"
SHEET = "Prepaid VAT of a Month"
CONTRACT = "Sale Contract of a Home"


class Taxes:
    """Fapiao, and tax that is prepaid"""

    def new_entered(self, amount=100, **vals):
        self.taxed = self.new_paid()
        return self.new_fapiao(self.taxed, amount, **vals).sudo()

    @forbidden(
        "R2.8",
        "enter a fapiao with nineteen or twenty-one digits, with letters, or with a"
        " number that is there already",
        by="finance",
        paths="W I S",
        says=(
            "“…” is no number of a fapiao: it has twenty digits and nothing else. Enter"
            " it as text in a spreadsheet.",
            "A fapiao of this number is entered already: …",
        ),
    )
    def test_enter_a_wrong_number(self):
        fapiao = self.new_entered()
        good = self.next_number()
        vals = {"contract_id": self.taxed.id, "amount": 1, "date": str(self.today)}
        for number in (good[:-1], good + "1", good[:-1] + "A"):
            self.assert_no_new(
                "finance", fapiao._name, vals | {"number": number}, number
            )
        wrong = vals | {"number": fapiao.number}
        self.assert_no_new("finance", fapiao._name, wrong, fapiao.number)

    @forbidden(
        "R2.8",
        "enter a fapiao over more than came of a contract or instalment, before the"
        " signature or after the end, in the future, or of the sale before the"
        " handover",
        by="finance",
        paths="W I S",
        says=(
            "…\nFapiao …: … was received, of which … have no fapiao.",
            "…\nFapiao …: …: … was received, of which … have no fapiao.",
            "…\nFapiao …: A fapiao is issued between signature and rescission.",
            "…\nFapiao …: No fapiao is issued in the future.",
            "…\nFapiao …: The fapiao of the sale is issued from the handover on.",
        ),
    )
    def test_enter_a_fapiao_that_is_none(self):
        contract = self.new_paid()
        rest = contract.instalment_ids.sorted("date_due")[-1:]
        reservation = self.reserve(self.units[1], self.other_buyer)
        draft = self.new_contract(reservation)
        base = {"contract_id": contract.id, "amount": 1, "date": str(self.today)}
        for vals in (
            {"amount": 300_000.01},
            {"instalment_id": rest.id},
            {"contract_id": draft.id},
            {"date": str(self.day(1))},
            {"kind": "sale"},
        ):
            number = self.next_number()
            vals = base | vals | {"number": number}
            self.assert_no_new("finance", "property.fapiao", vals, number)

    @forbidden(
        "R2.8",
        "change or delete a fapiao, or write what methods keep",
        by="finance",
        paths="W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
            "Fapiao stay on record; red-letter the wrong ones: …",
        ),
    )
    def test_change_a_fapiao(self):
        fapiao = self.new_entered()
        vals = {
            "number": self.next_number(),
            "amount": 2.0,
            "date": self.day(-1),
            "kind": "sale",
            "state": "red",
            "user_id": self.director.id,
            "red_of_id": fapiao.id,
        }
        self.assert_no_values("finance", fapiao, vals)
        self.assert_no_delete("finance", fapiao, kind=FAPIAO)

    @forbidden(
        "R2.8",
        "red-letter a fapiao twice, without a reason, dated before it or after today,"
        " or a red one",
        by="finance",
        paths="B S",
        says=(
            "Fapiao … cannot be red-lettered:\nIt is a red one, or it is taken back"
            " already.",
            "Fapiao … cannot be red-lettered:\nEnter the reason.",
            "Fapiao … cannot be red-lettered:\nA red fapiao is dated from … to ….",
        ),
    )
    def test_red_letter_wrongly(self):
        fapiao = self.new_entered()
        ways = (self.assert_no_button, self.assert_no_code)
        number = self.next_number()
        for way in ways:
            way("finance", fapiao, "action_red_letter", number, " ")
            for days in (-1, 1):
                date = str(self.day(days))
                way("finance", fapiao, "action_red_letter", number, "Wrong", date)
        red_id = fapiao.action_red_letter(self.next_number(), "Wrong")
        for row in (fapiao, fapiao.browse(red_id)):
            for way in ways:
                way("finance", row, "action_red_letter", number, "Wrong")

    @forbidden(
        "R2.8",
        "enter or red-letter a fapiao as another role, or read another's",
        by="home_seller home_colleague director investor",
        paths="B W",
        says=(
            "…: fapiao are entered and red-lettered by finance.",
            UNSEEN,
        ),
    )
    def test_enter_a_fapiao_as_another_role(self):
        fapiao = self.new_entered()
        vals = {"contract_id": self.taxed.id, "amount": 1}
        vals["number"] = self.next_number()
        number = self.next_number()
        for role in ("home_seller", "director"):
            self.assert_no_button(role, fapiao, "action_red_letter", number, "Wrong")
        for role in ("home_colleague", "investor"):
            self.assert_no_button(role, fapiao, "read", ["amount"], name=FAPIAO)
        for role in ("home_seller", "director"):
            self.assert_no_create(role, fapiao._name, vals, FAPIAO)
        for role in ("home_colleague", "investor"):
            self.assert_no_create(role, fapiao._name, vals, CONTRACT)

    @forbidden(
        "R2.8",
        "file the tax of a month that runs, with open days, before or after another"
        " month, or a second time",
        by="finance",
        paths="B S",
        says=(
            "… cannot be filed:\nThe month ends on …: it is filed from the day after it"
            " on.",
            "… cannot be filed:\nDays with money of homes are open: …. Close them"
            " first.",
            "… cannot be filed:\n… is not filed: file it first.",
            "… cannot be filed:\n… is filed already: months are filed in their order.",
            "… is “Tax Filed”; this is possible while it is “Draft”.",
        ),
    )
    def test_file_a_month_wrongly(self):
        self.bank(self.take_verified(109_000))
        ways = (self.assert_no_button, self.assert_no_code)
        sheet, later = self.new_sheet().sudo(), self.new_sheet(1).sudo()
        for way in ways:
            way("finance", sheet, "action_file")
        with self.at(2):
            for way in ways:
                way("finance", sheet, "action_file")
            self.close_days()
            for way in ways:
                way("finance", later, "action_file")
            sheet.with_user(self.finance).action_file()
            earlier = self.new_sheet(-1).sudo()
            for way in ways:
                way("finance", earlier, "action_file")
                way("finance", sheet, "action_file")
                way("finance", sheet, "action_count")

    @forbidden(
        "R2.8",
        "change or delete the worksheet of a month that is filed, or its lines",
        by="finance",
        paths="W I S",
        says=(
            PROTECTED,
            "… is “Tax Filed”; this is possible while it is “Draft”.",
        ),
    )
    def test_change_what_is_filed(self):
        self.bank(self.take_verified(109_000))
        sheet = self.file().sudo()
        vals = {
            "date": self.day(-60),
            "development_id": self.development.id,
            "tax": 1.0,
            "tax_due": 1.0,
            "carried_out": 1.0,
            "state": "draft",
            "paid_on": self.today,
        }
        self.assert_no_values("finance", sheet, vals)
        self.assert_no_delete("finance", sheet)
        line = sheet.line_ids
        self.assert_no_write("finance", line, {"tax": 1.0})
        self.assert_no_code("finance", line, "write", {"tax": 1.0})

    @forbidden(
        "R2.8",
        "begin, file or pay a worksheet as another role",
        by="home_seller director general investor",
        paths="B W",
        says=(
            "…: prepaid tax is counted, filed and paid by finance.",
            NOT_ALLOWED,
        ),
    )
    def test_file_as_another_role(self):
        sheet = self.new_sheet().sudo()
        vals = {"development_id": self.development.id, "date": str(self.day(-90))}
        bank = self.bank_journal.id
        for role in ("director", "general"):
            for method, args in (
                ("action_file", ()),
                ("action_count", ()),
                ("action_pay", (None, bank, "TAX-1")),
            ):
                self.assert_no_button(role, sheet, method, *args)
        for role in ("home_seller", "investor"):
            self.assert_no_button(role, sheet, "action_file", name=SHEET)
        for role in ("home_seller", "director", "general", "investor"):
            self.assert_no_create(role, sheet._name, vals, SHEET)

    @forbidden(
        "R2.8",
        "book the tax of a month as paid before it is filed, twice, without a number,"
        " from another journal than a bank, or on another day; or change its entry",
        by="finance",
        paths="B S A",
        says=(
            "… is “Draft”; this is possible while it is “Tax Filed”.",
            "The tax of … cannot be booked as paid:\nEnter the number of the tax"
            " payment.",
            "The tax of … cannot be booked as paid:\nChoose a bank account of ….",
            "The tax of … cannot be booked as paid:\nIt is paid from …, the day it was"
            " filed, to ….",
            "The tax of … cannot be booked as paid:\nIt is booked as paid already.",
            "…: what was paid to the tax bureau stays as it was posted; what was wrong"
            " of it is in the worksheet of the next month.",
        ),
    )
    def test_pay_the_tax_wrongly(self):
        self.bank(self.take_verified(109_000))
        ways = (self.assert_no_button, self.assert_no_code)
        bank, general = self.bank_journal.id, self.company._get_property_journal().id
        draft = self.new_sheet(1).sudo()
        for way in ways:
            way("finance", draft, "action_pay", None, bank, "TAX-1")
        draft.unlink()
        sheet = self.file().sudo()
        with self.at(1):
            for way in ways:
                way("finance", sheet, "action_pay", None, bank, " ")
                way("finance", sheet, "action_pay", None, general, "TAX-1")
                for days in (-90, 90):
                    date = str(self.day(days))
                    way("finance", sheet, "action_pay", date, bank, "TAX-1")
        move = self.pay_sheet(sheet)
        with self.at(1, 2):
            for way in ways:
                way("finance", sheet, "action_pay", None, bank, "TAX-1")
        for method in ("button_draft", "button_cancel"):
            self.assert_no_screen("finance", move, method, name=sheet.display_name)

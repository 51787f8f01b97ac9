from ..common_forbidden import NOT_ALLOWED, PROTECTED, forbidden


class Days:
    """The days of the ledger"""

    def close_today(self):
        """A closed day with a banked receipt; returns day and receipt."""
        receipt = self.take_verified()
        self.bank(receipt)
        day = self.new_day()
        day.action_close()
        return day.sudo(), receipt

    @forbidden(
        "R2.8",
        "close a day with money that is not handed in, verified or banked, before its"
        " time, or past an open day",
        by="finance",
        paths="B S",
        says=(
            "… cannot be closed:\nVoucher …: not handed to finance.",
            "… cannot be closed:\nVoucher …: not verified.",
            "… cannot be closed:\nVoucher …: not banked.",
            "… cannot be closed:\n… has not come yet.",
            "… cannot be closed:\n… is open: close it first.",
        ),
    )
    def test_close_an_open_day(self):
        receipt = self.take()
        day = self.new_day()
        for step in (self.submit, self.verify, None):
            self.assert_no_button("finance", day, "action_close")
            self.assert_no_code("finance", day, "action_close")
            if step:
                step(receipt.report_id)
        self.assert_no_button("finance", self.new_day(self.day(1)), "action_close")
        hold = self.reserve(self.units[1])
        self.take(1000, hold, date=str(self.day(-1)))
        self.bank(receipt)
        self.assert_no_button("finance", day, "action_close")
        self.assert_no_code("finance", day, "action_close")

    @forbidden(
        "R2.8",
        "close a day, or verify the chain of closed days, as another role",
        by="home_seller director general",
        paths="B",
        says=(
            "…: the days of the ledger are closed by finance.",
            "The ledger is verified by finance and general manager.",
            NOT_ALLOWED,
        ),
    )
    def test_close_as_another_role(self):
        day = self.new_day().sudo()
        kind = "Day of the Property Sales Ledger"
        self.assert_no_button("home_seller", day, "action_close", name=kind)
        for role in ("director", "general"):
            self.assert_no_button(role, day, "action_close")
        self.assert_no_button("director", day, "action_verify_chain", name="The ledger")

    @forbidden(
        "R2.8",
        "change, redate, reopen, close again or delete a day that is closed",
        by="finance",
        paths="B W I S",
        says=(
            PROTECTED,
            "… is “Closed”; this is possible while it is “Open”.",
            "Private methods (such as '…') cannot be called remotely.",
        ),
    )
    def test_change_a_closed_day(self):
        day, _receipt = self.close_today()
        vals = {
            "state": "open",
            "date": self.day(-3),
            "body": "[]",
            "body_hash": "0",
            "previous_hash": "0",
            "sequence": 7,
            "closed_by_id": self.general.id,
        }
        self.assert_no_values("finance", day, vals)
        self.assert_no_delete("finance", day)
        self.assert_no_button("finance", day, "action_close")
        self.assert_no_code("finance", day, "action_close")
        for method in ("_write_protected", "_move"):
            self.assert_no_button("finance", day, method, {"body": "[]"}, name=method)

    @forbidden(
        "R2.8",
        "make a day that is closed already, or one with a hash",
        by="finance",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_make_a_closed_day(self):
        self.close_today()
        vals = {"date": self.day(-9), "state": "closed", "body_hash": "0"}
        kind = "Day of the Property Sales Ledger"
        self.assert_no_new("finance", "property.ledger.day", vals, kind)

    @forbidden(
        "R2.8",
        "date money on a closed day, or cancel its receipt",
        by="home_seller",
        paths="B S",
        says=("… was closed on … by …: date it on the next open day.",),
    )
    def test_date_money_on_a_closed_day(self):
        _day, receipt = self.close_today()
        voucher = self.new_vouchers(holder=self.home_seller)
        hold = self.reserve(self.units[1])
        payload = {"reservation_id": hold.id, "voucher_id": voucher.id}
        for date in (self.today, self.day(-1)):
            payload["date"] = str(date)
            name = self.new_day().display_name
            self.assert_not_collected("home_seller", payload, name)
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", receipt, "action_cancel")

    @forbidden(
        "R2.8",
        "return, forfeit or move money on a closed day",
        by="finance director",
        paths="B S",
        says=(
            "… is dated …, which was closed on … by …: date it on the next open day.",
        ),
    )
    def test_return_on_a_closed_day(self):
        self.close_today()
        mine = self.hold.with_user(self.home_seller)
        mine.action_forfeit("Left")
        day = self.env["res.lang"]._lang_get(self.director.lang)
        name = self.today.strftime(day.date_format)
        for way in (self.assert_no_button, self.assert_no_code):
            way("director", self.hold, "action_approve", name=name)
        self.hold.with_user(self.director).action_reject("Not at fault")
        mine.action_cancel("No loan")
        mine.action_return()
        self.hold.with_user(self.director).action_approve()
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", self.hold, "action_return", name=name)

    @forbidden(
        "R2.8",
        "book a refusal by the bank on a closed day",
        by="finance",
        paths="B S",
        says=(
            "… is dated …, which was closed on … by …: date it on the next open day.",
        ),
    )
    def test_refuse_a_cheque_on_a_closed_day(self):
        paper = {"number": "C1", "bank": "ICBC", "due_date": str(self.day(9))}
        cheque = self.take_verified(method="cheque", **paper)
        self.bank(cheque)
        self.new_day().action_close()
        name = cheque.display_name
        for records in (cheque, cheque.method_ids):
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", records, "action_bounce", str(self.today), name=name)

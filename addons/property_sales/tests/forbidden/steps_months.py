from datetime import timedelta

from ..common_forbidden import NOT_ALLOWED, PROTECTED, forbidden

KIND = "Month of the Property Sales Ledger"
CLOSED = "… was closed on … by …: date it on the next open day."


class Months:
    """The months of the ledger"""

    def begin_month(self, date=None):
        return self.new_month(date).sudo()

    @forbidden(
        "R2.8",
        "close a month before its last working day, with an open day, past an open"
        " month, or after a later one",
        by="finance",
        paths="B S",
        says=(
            "… cannot be closed:\nIt ends on …, and is closed from its last working day"
            " on: ….",
            "… cannot be closed:\nDays with money of homes are open: …. Close them"
            " first.",
            "… cannot be closed:\n… is open: close that month first.",
            "… cannot be closed:\n… is closed already: months are closed in their"
            " order.",
        ),
    )
    def test_close_an_open_month(self):
        self.take()
        month = self.begin_month()
        later = self.begin_month(self.this_month + timedelta(days=40))
        early = self.begin_month(self.this_month - timedelta(days=40))
        far = self.begin_month(self.this_month + timedelta(days=400))
        between = self.begin_month(self.this_month - timedelta(days=1))
        between.with_user(self.finance).action_close()
        for way in (self.assert_no_button, self.assert_no_code):
            with self.after(later.date):
                way("finance", later, "action_close")
            with self.after():
                way("finance", month, "action_close")
            way("finance", early, "action_close")
            way("finance", far, "action_close")

    @forbidden(
        "R2.8",
        "close a month whose receipts, bank slips and journal items differ, or with a"
        " day that is not what was closed",
        by="finance",
        paths="B S",
        says=(
            "… cannot be closed:\n… is not what was closed: have its chain verified."
            "\n…: Receipts of … and bank slips of … differ.",
        ),
    )
    def test_close_with_sums_that_differ(self):
        receipt = self.earn()
        month = self.begin_month()
        self.env.flush_all()
        self.env.cr.execute(
            "UPDATE collection_receipt_method SET amount = 1 WHERE id = %s",
            [receipt.method_ids.id],
        )
        self.env.invalidate_all()
        with self.after():
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", month, "action_close")

    @forbidden(
        "R2.8",
        "close a month, or send its report, as another role",
        by="home_seller director general deputy",
        paths="B",
        says=("…: the months of the ledger are closed by finance.", NOT_ALLOWED),
    )
    def test_close_a_month_as_another_role(self):
        closed = self.close_month(self.this_month - timedelta(days=1)).sudo()
        month = self.begin_month()
        for role in ("director", "general", "deputy"):
            self.assert_no_button(role, month, "action_close")
            self.assert_no_button(role, closed, "action_send")
        self.assert_no_button("home_seller", month, "action_close", name=KIND)

    @forbidden(
        "R2.8",
        "change, redate, reopen, close again, send again or delete a month that is"
        " closed",
        by="finance",
        paths="B W I S",
        says=(
            PROTECTED,
            "… is “Closed”; this is possible while it is “Open”.",
            "…: the general manager has the report already. It is attached.",
            "Private methods (such as '…') cannot be called remotely.",
        ),
    )
    def test_change_a_closed_month(self):
        month = self.close_month().sudo()
        vals = {
            "state": "open",
            "date": self.day(-90),
            "body": "{}",
            "body_hash": "0",
            "last_hash": "0",
            "sent_at": "2026-01-01",
            "closed_by_id": self.general.id,
        }
        self.assert_no_values("finance", month, vals)
        self.assert_no_delete("finance", month)
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", month, "action_close")
            way("finance", month, "action_send")
        for method in ("_write_protected", "_move"):
            self.assert_no_button("finance", month, method, {"body": "{}"}, name=method)

    @forbidden(
        "R2.8",
        "make a month that is closed already, or has a seal or a report",
        by="finance",
        paths="W I S",
        says=(PROTECTED,),
    )
    def test_make_a_closed_month(self):
        vals = {"date": self.day(400), "state": "closed", "body_hash": "0"}
        self.assert_no_new("finance", "property.ledger.month", vals, KIND)
        vals = {"date": self.day(400), "sent_at": "2026-01-01 00:00:00"}
        self.assert_no_new("finance", "property.ledger.month", vals, KIND)

    @forbidden(
        "R2.8",
        "begin a month as another role",
        by="home_seller director general investor",
        paths="W I",
        says=(NOT_ALLOWED,),
    )
    def test_begin_a_month_as_another_role(self):
        vals = {"date": str(self.day(400))}
        for role in ("home_seller", "director", "general", "investor"):
            self.assert_no_create(role, "property.ledger.month", vals, KIND)
            self.assert_no_load(role, "property.ledger.month", vals, KIND)

    @forbidden(
        "R2.8",
        "date money in a closed month, on a day without movement",
        by="home_seller",
        paths="B S",
        says=(CLOSED,),
    )
    def test_date_money_in_a_closed_month(self):
        month = self.close_month()
        voucher = self.new_vouchers(holder=self.home_seller)
        payload = {"reservation_id": self.hold.id, "voucher_id": voucher.id}
        for date in {self.today, self.this_month}:
            payload["date"] = str(date)
            self.assert_not_collected("home_seller", payload, month.display_name)

    @forbidden(
        "R2.8",
        "book what the bank received in a closed month",
        by="finance",
        paths="B S",
        says=("… cannot go on:\n… is closed: date it on the next open day.",),
    )
    def test_book_a_credit_in_a_closed_month(self):
        contract = self.new_signed()
        self.close_month()
        payload = {"amount": 1000, "reference": "A1", "date": str(self.today)}
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", contract, "action_book_bank_credit", payload)

    @forbidden(
        "R2.8",
        "close a day of a closed month",
        by="finance",
        paths="B S",
        says=(
            "… cannot be closed:\n… is closed already: days are closed in their order.",
        ),
    )
    def test_close_a_day_of_a_closed_month(self):
        day = self.new_day(self.this_month).sudo()
        self.close_month()
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", day, "action_close")

    @forbidden(
        "R2.8",
        "sign a contract in a closed month",
        by="home_seller",
        paths="B S",
        says=(
            "…: … was closed on … by …, and its sales are reported: date the signature"
            " on a day of an open month.",
        ),
    )
    def test_sign_in_a_closed_month(self):
        contract = self.new_approved()
        contract.with_user(self.home_seller).action_sign_agreement()
        self.close_month()
        for way in (self.assert_no_button, self.assert_no_code):
            way("home_seller", contract, "action_sign")
            way("home_seller", contract, "action_sign", str(self.today))

    @forbidden(
        "R2.12",
        "read a month or print its report as another role",
        by="home_seller seller investor",
        paths="B W",
        says=(NOT_ALLOWED,),
    )
    def test_read_a_month_as_another_role(self):
        month = self.close_month().sudo()
        for role in ("home_seller", "seller", "investor"):
            self.assert_no_button(role, month, "read", ["body"], name=KIND)
            self.assert_no_write(role, month, {"date": self.today}, name=KIND)

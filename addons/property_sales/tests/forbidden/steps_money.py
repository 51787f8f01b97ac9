from ..common_forbidden import NOT_ALLOWED, PROTECTED, UNSEEN, forbidden


class Money:
    """Taking, counting, banking and returning money"""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.selling_finance = cls.new_user(
            "selling_finance", "group_finance", "property_sales.group_property_sales"
        )

    def get_payload(self, user=None, **vals):
        """The payload of a phone: 1,000 by card on the hold."""
        voucher = self.new_vouchers(holder=user or self.home_seller)
        return {
            "reservation_id": self.hold.id,
            "voucher_id": voucher.id,
            "amount": 1000,
            "method": "card",
        } | vals

    def assert_takes_no_money(self, role="home_seller", name=None, **vals):
        """Try to take money from the bag, and to confirm a draft of a receipt."""
        payload = self.get_payload(self[role], **vals)
        self.assert_not_collected(role, payload, name or self.hold.display_name)

    @forbidden(
        "R2.10",
        "take money without a voucher, with another one's or a used one, or by a method"
        " that is not approved",
        by="home_seller",
        paths="B S",
        says=(
            "Say how much was paid, how and with what.",
            "This voucher is not in your bag. Take one of your own bag.",
            "Voucher … cannot be used: it is “Used”. Take one from the collection bag.",
            "“…” is no approved method of payment.",
        ),
    )
    def test_take_without_a_voucher(self):
        foreign = self.new_vouchers(holder=self.home_colleague)
        used = self.take(1000).voucher_id
        for voucher, name in ((foreign, "voucher"), (used, used.number)):
            self.assert_takes_no_money(voucher_id=voucher.id, name=name)
        self.assert_takes_no_money(voucher_id=False, name="with what")
        self.company.collection_card_allowed = False
        self.assert_takes_no_money(name="Card")

    @forbidden(
        "R2.7",
        "take money on a hold or reservation that is over, given back or only waits",
        by="home_seller",
        paths="B S",
        says=(
            "… takes no money: Held until … without money. Reserve the home anew.",
            "… takes no money: Expired on … without a contract. Reserve the home anew.",
            "… takes no money: it waits for the home until that is free.",
            "… has ended (…) and takes no money. Reserve the home anew.",
        ),
    )
    def test_take_on_what_is_over(self):
        waiting = self.wait(buyer=self.new_buyer("Late"), user=self.home_seller)
        vals = {"reservation_id": waiting.id}
        self.assert_takes_no_money(name=waiting.display_name, **vals)
        self.let_lapse(self.hold)
        self.assert_takes_no_money()
        self.hold._note_first_money()
        self.hold._write_protected({"date_end": self.day(-1)})
        self.assert_takes_no_money()
        self.hold._write_protected({"date_end": self.day(1)})
        self.hold.with_user(self.home_seller).action_cancel("No loan")
        self.assert_takes_no_money()

    @forbidden(
        "R2.7",
        "take money when the permit is over, or deposits that come to more than 20 % of"
        " the price",
        by="home_seller",
        paths="B S",
        says=(
            "…: all deposits together are at most … (20.00 % of …). Agree on"
            " less: the rest is paid by the contract.",
            "… takes no money: Permit … expired on …; no fee of any kind is taken"
            " without a valid",
            " one. …",
            "… takes no money: Permit … was revoked; no fee of any kind is taken"
            " without a valid one.",
            " …",
        ),
    )
    def test_take_too_much_or_without_a_permit(self):
        self.take(150000)
        self.assert_takes_no_money(amount=50000.01, name=self.unit.display_name)
        self.permit._write_protected({"date_to": self.day(-1)})
        self.assert_takes_no_money()
        self.permit._write_protected({"date_to": self.day(9)})
        self.permit.with_user(self.investor).action_revoke("Fire safety")
        self.assert_takes_no_money()

    @forbidden(
        "R2.12",
        "take money on another salesperson's reservation",
        by="home_colleague seller",
        paths="B",
        says=(
            UNSEEN,
            NOT_ALLOWED,
        ),
    )
    def test_take_on_another_ones_reservation(self):
        for role in ("home_colleague", "seller"):
            receipts = self.env["collection.receipt"]
            payload = self.get_payload(self[role])
            method = "action_collect_from_bag"
            self.assert_no_button(role, receipts, method, payload, name="Reservation")

    @forbidden(
        "R2.10",
        "take money for a home in another currency, or for another customer",
        by="home_seller",
        paths="W I S",
        says=(
            "…: money is taken in …, by ….",
            "… is reserved for another customer: make the receipt out to that one.",
        ),
    )
    def test_take_in_another_currency(self):
        euro = self.env.ref("base.EUR")
        euro.active = True
        voucher = self.new_vouchers(holder=self.home_seller)
        vals = {"reservation_id": self.hold.id, "voucher_id": voucher.id}
        foreign = vals | {"currency_id": euro.id}
        model = "collection.receipt"
        self.assert_no_new("home_seller", model, foreign, self.hold.display_name)
        mine = self.new_buyer("Another")
        vals |= {"partner_id": mine.id}
        self.assert_no_new("home_seller", model, vals, self.unit.display_name)

    @forbidden(
        "R2.10",
        "change, redate or delete a receipt that was taken",
        by="home_seller",
        paths="W I S",
        says=(
            PROTECTED,
            "The lines of … cannot be changed any more.",
            "Only drafts can be deleted; cancel these instead: …",
        ),
    )
    def test_change_a_receipt(self):
        receipt = self.take(1000)
        method = receipt.method_ids
        other = self.reserve(self.units[1])
        vals = {
            "reservation_id": other.id,
            "date": self.day(-3),
            "state": "draft",
            "property_unit_id": self.units[1].id,
            "remit_by": self.day(9),
        }
        self.assert_no_values("home_seller", receipt, vals)
        name = receipt.display_name
        self.assert_no_values(
            "home_seller", method, {"amount": 1, "method": "cash"}, name
        )
        self.assert_no_delete("home_seller", method, name=name)
        self.assert_no_delete("home_seller", receipt)

    @forbidden(
        "R2.10",
        "count or verify a day report of one's own, before the count, or as another"
        " role",
        by="selling_finance home_manager general director finance",
        paths="B",
        says=(
            "…: Nobody counts or verifies their own day report.",
            "…: Only finance counts and verifies day reports.",
            "…: save your own count first, it is compared then.",
            UNSEEN,
        ),
    )
    def test_verify_ones_own(self):
        own = self.new_buyer("Own", self.selling_finance)
        self.new_training(self.selling_finance)
        hold = self.reserve(self.units[1], own, self.selling_finance)
        receipt = self.take(1000, hold, self.selling_finance)
        report = receipt.report_id
        self.submit(report)
        for role in ("selling_finance", "home_manager", "general", "director"):
            name = "Day Report" if role == "home_manager" else None
            for method in ("action_save_count", "action_verify"):
                self.assert_no_button(role, report, method, name=name)
        self.assert_no_button("finance", report, "action_verify")

    @forbidden(
        "R2.10",
        "put money on a bank slip that is not verified, or is on another one",
        by="finance",
        paths="W I S",
        says=(
            "Only verified money of your company goes on a bank slip.",
            "… is on … already.",
            UNSEEN,
        ),
    )
    def test_bank_what_cannot_be_banked(self):
        banked = self.take_verified(1000)
        self.bank(banked)
        taken = self.take(1000)
        for receipt in (taken, banked):
            part = receipt.method_ids
            vals = {
                "company_id": self.company.id,
                "journal_id": self.permit_journal.id,
                "date": self.today,
                "slip_number": "S2",
                "method_ids": [(4, part.id)],
            }
            model, name = self.env["collection.bank.slip"], receipt.display_name
            hidden = receipt == taken  # finance counts it without seeing it
            said = "verified money" if hidden else name
            self.assert_no_code("finance", model, "create", [vals], name=said)
            name = "Method of a Receipt" if hidden else name
            self.assert_no_create("finance", model._name, vals, name)
            row = {
                "journal_id/.id": self.permit_journal.id,
                "slip_number": "S2",
                "method_ids/.id": part.id,
            }
            self.assert_no_load("finance", model._name, row, name)

    @forbidden(
        "R2.10",
        "bank a slip of another account, over another sum, before the receipt or"
        " before its day, or as another role",
        by="finance home_seller",
        paths="B S",
        says=(
            "… was posted in …: bank it with a slip of that journal.",
            "… is over …, but the money on it is …: choose what was deposited.",
            "… was taken on … only: the slip is older than that.",
            "…: its day has not come yet.",
            "…: enter the number of the bank's slip.",
            NOT_ALLOWED,
        ),
    )
    def test_bank_a_wrong_slip(self):
        receipt = self.take_verified(1000)
        other = self.company_data["default_journal_bank"]
        for vals, name in (
            ({"journal_id": other.id}, receipt.display_name),
            ({"amount_stated": 999.99}, None),
            ({"date": self.day(-1)}, receipt.display_name),
            ({"date": self.day(1)}, None),
            ({"slip_number": False}, None),
        ):
            slip = self.new_bank_slip(receipt.method_ids, **vals)
            for way in (self.assert_no_button, self.assert_no_code):
                way("finance", slip, "action_bank", name=name)
            slip.action_cancel()
        slip = self.new_bank_slip(receipt.method_ids)
        self.assert_no_button("home_seller", slip, "action_bank", name="Bank Slip")

    @forbidden(
        "R2.10",
        "change, cancel or delete a bank slip after banking",
        by="finance",
        paths="B W I S",
        says=(
            PROTECTED,
            "…: cannot become “…” from “Banked”; only from “Draft”.",
            "…: banked, so it stays as it is.",
        ),
    )
    def test_change_a_banked_slip(self):
        receipt = self.take_verified(1000)
        slip = self.bank(receipt)
        vals = {
            "date": self.day(-1),
            "slip_number": "S9",
            "journal_id": self.company_data["default_journal_bank"].id,
            "state": "draft",
            "amount": 1,
        }
        self.assert_no_values("finance", slip, vals)
        clear = {"method_ids": [(5,)]}
        self.assert_no_write("finance", slip, clear)
        self.assert_no_code("finance", slip, "write", clear)
        for method in ("action_bank", "action_cancel"):
            self.assert_no_button("finance", slip, method)
            self.assert_no_code("finance", slip, method)
        self.assert_no_delete("finance", slip)

    @forbidden(
        "R2.7",
        "forfeit an advance or intent money, or a deposit that is not verified or not"
        " there",
        by="home_seller",
        paths="B S",
        says=(
            "…: only a deposit is forfeited; this is “…”: return it.",
            "Receipt … is not verified by finance yet: wait for it.",
            "… holds no money that could be kept.",
        ),
    )
    def test_forfeit_wrongly(self):
        method = "action_forfeit"
        for number, kind in enumerate(("intent", "advance"), 1):
            row = self.reserve(self.units[number], kind=kind, amount=1000)
            self.assert_no_button("home_seller", row, method, "Left")
            self.assert_no_code("home_seller", row, method, "Left")
        self.assert_no_button("home_seller", self.hold, method, "Left")
        receipt = self.take(1000)
        name = receipt.display_name
        self.assert_no_button("home_seller", self.hold, method, "Left", name=name)
        self.assert_no_code("home_seller", self.hold, method, "Left", name=name)

    @forbidden(
        "R2.7",
        "keep or return money by one's own decision, or pay before it is decided",
        by="home_seller home_colleague finance",
        paths="B S",
        says=(
            "… is “Active”; this is possible while it is “Expired”, “Cancelled”.",
            "… waits for a decision already.",
            "…: you asked for it yourself; another person decides.",
            "…: you are not asked. It waits for ….",
            "…: the return is paid by finance.",
            UNSEEN,
        ),
    )
    def test_return_without_a_decision(self):
        self.take_verified(1000)
        mine = self.hold.with_user(self.home_seller)
        self.assert_no_button("finance", self.hold, "action_return")
        self.assert_no_button("home_seller", self.hold, "action_return")
        mine.action_cancel("No loan")
        mine.action_return()
        for role in ("home_seller", "finance"):
            self.assert_no_button(role, self.hold, "action_return")
            self.assert_no_button(role, self.hold, "action_approve")
        self.assert_no_code("home_seller", self.hold, "action_approve")
        name = "Reservation"
        self.assert_no_button("home_colleague", self.hold, "action_return", name=name)
        self.hold.with_user(self.director).action_approve()
        self.assert_no_button("home_seller", self.hold, "action_return")

    @forbidden(
        "R2.10",
        "pay a return in cash or from another company's bank, or a second time",
        by="finance",
        paths="B S",
        says=(
            "…: money of homes is returned from a bank account of ….",
            "… holds no money to return.",
        ),
    )
    def test_return_wrongly(self):
        self.take_verified(1000)
        mine = self.hold.with_user(self.home_seller)
        mine.action_cancel("No loan")
        mine.action_return()
        self.hold.with_user(self.director).action_approve()
        cash = self.company_data["default_journal_cash"]
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", self.hold, "action_return", cash.id, name=cash.name)
        self.hold.with_user(self.finance).action_return()
        for way in (self.assert_no_button, self.assert_no_code):
            way("finance", self.hold, "action_return")

    @forbidden(
        "R2.7",
        "make, change or delete a request for a change, a forfeit or a return by hand",
        by="home_seller director",
        paths="W I S",
        says=(
            PROTECTED,
            NOT_ALLOWED,
        ),
    )
    def test_write_a_request(self):
        self.take_verified(1000)
        mine = self.hold.with_user(self.home_seller)
        mine.action_extend(self.day(20), "The bank is slow")
        change = self.hold.change_ids
        kind = "Change of a Reservation"
        vals = {"date": self.day(90), "kind": "return", "amount": 1}
        vals["applied_at"] = "2026-01-01 00:00:00"
        for role in ("home_seller", "director"):
            self.assert_no_values(role, change, vals)
        new = {"reservation_id": self.hold.id, "kind": "return", "reason": "x"}
        self.assert_no_create("home_seller", change._name, new, kind)
        self.assert_no_code("home_seller", change.browse(), "create", [new], name=kind)
        self._refuse("W", "home_seller", change, "unlink", [], kind)

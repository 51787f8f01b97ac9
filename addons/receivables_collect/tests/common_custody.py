from .common import CollectionCommon


class CustodyCommon(CollectionCommon):
    """A book of vouchers and slips, and hand-overs in one line each.

    `finance` hands to `manager`, the main collector of `team`, who hands to `seller`.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.new_authority(0, "group_finance", "voucher_loss", unlimited=True)
        cls.second_finance = cls.new_user("second_finance", "group_finance")
        cls.book = cls.new_book()
        cls.slip = cls.new_slip()

    @classmethod
    def new_book(cls, first=1, last=50, register=True, **vals):
        vals = {
            "name": f"Book {first}",
            "prefix": "A",
            "number_from": first,
            "number_to": last,
            "company_id": cls.company.id,
        } | vals
        book = cls.env["collection.book"].with_user(cls.finance).create(vals)
        if register:
            book.action_register()
        return book

    @classmethod
    def new_slip(cls, **vals):
        """An issued slip of `seller`'s customer, at finance."""
        slips = cls.env["collection.slip"].sudo()
        count = slips.search_count([("company_id", "=", cls.company.id)])
        vals = {
            "number": f"TEST/{count + 1:05d}",
            "partner_id": cls.customer.id,
            "company_id": cls.company.id,
            "currency_id": cls.company.currency_id.id,
            "user_id": cls.seller.id,
            "team_id": cls.team.id,
            "state": "issued",
        } | vals
        return slips._create_protected([vals])

    @classmethod
    def get_vouchers(cls, count, state="blank", book=None):
        """The next vouchers of a state, in sudo."""
        return (
            cls.env["collection.voucher"]
            .sudo()
            .search(
                [("state", "=", state), ("book_id", "=", (book or cls.book).id)],
                limit=count,
            )
        )

    @classmethod
    def new_handover(cls, kind="to_branch", slips=None, vouchers=None, **vals):
        """A draft with the giver and receiver that the kind usually has."""
        givers = {
            "to_branch": cls.finance,
            "to_collector": cls.manager,
            "to_branch_back": cls.seller,
            "to_finance_back": cls.manager,
        }
        receivers = {
            "to_branch": cls.manager,
            "to_collector": cls.seller,
            "to_branch_back": cls.manager,
            "to_finance_back": cls.finance,
        }
        giver = vals.pop("giver", givers[kind])
        lines = [{"slip_id": slip.id} for slip in slips or ()]
        lines += [{"voucher_id": voucher.id} for voucher in vouchers or ()]
        vals = {
            "kind": kind,
            "team_id": cls.team.id,
            "receiver_id": receivers[kind].id,
            "company_id": cls.company.id,
            "line_ids": [(0, 0, line) for line in lines],
        } | vals
        return cls.env["collection.handover"].with_user(giver).create(vals)

    @classmethod
    def hand(cls, kind, slips=None, vouchers=None, **vals):
        """Hand over and have it signed; return the hand-over."""
        handover = cls.new_handover(kind, slips, vouchers, **vals)
        handover.action_issue()
        handover.with_user(handover.receiver_id).action_sign()
        return handover

    @classmethod
    def bring_to_branch(cls, count=1, slips=None):
        """Vouchers, and slips, that the main collector signed for."""
        vouchers = cls.get_vouchers(count)
        cls.hand("to_branch", slips, vouchers)
        return vouchers

    @classmethod
    def bring_to_collector(cls, count=1, slips=None, user=None):
        """Vouchers, and slips, in the bag of `seller` or of `user`."""
        vouchers = cls.bring_to_branch(count, slips)
        receiver = user or cls.seller
        cls.hand("to_collector", slips, vouchers, receiver_id=receiver.id)
        return vouchers

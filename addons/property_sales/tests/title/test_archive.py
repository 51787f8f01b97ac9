from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_title import TitleCommon


@tagged("post_install", "-at_install")
class TestArchive(TitleCommon):
    """R2.9: every paper on its shelf, lent with a record, and the whole contract."""

    def test_a_paper_is_archived(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        paper.action_archive(" A-1 ", box="3")
        self.assertRecordValues(
            paper,
            [
                {
                    "shelf": "A-1",
                    "box": "3",
                    "date_archived": self.today,
                    "archived_by_id": self.home_seller.id,
                }
            ],
        )
        with self.assert_refused("is archived since"):
            paper.action_archive("A-2")

    def test_where_and_since_when(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        for shelf in ("", " ", None):
            with self.assert_refused("name the shelf"):
                paper.action_archive(shelf)
        for days in (-1, 1):
            with self.assert_refused("archived from then on"):
                paper.action_archive("A-1", self.day(days))

    def test_a_contract_is_archived_with_its_last_paper(self):
        contract = self.new_titled()
        last = self.get_paper(contract, "title")
        papers = contract.with_user(self.home_seller).document_ids
        self.assertEqual(contract.archive_state, "open")
        (papers - last).action_archive("A-1")
        self.assertEqual(contract.archive_state, "open")
        last.action_archive("A-1")
        self.assertEqual(contract.archive_state, "archived")
        contracts = self.env["property.contract"].with_user(self.home_seller)
        domain = [("archive_state", "=", "archived")]
        self.assertEqual(contracts.search(domain), contract)

    def test_before_the_title_a_contract_is_open(self):
        contract = self.new_handed_over()
        papers = contract.with_user(self.home_seller).document_ids
        papers.action_archive("A-1")
        self.assertEqual(contract.archive_state, "open")
        contract.with_user(self.home_seller).action_title("BDC-1")
        self.assertEqual(contract.archive_state, "open")
        self.get_paper(contract, "title").action_archive("A-1")
        self.assertEqual(contract.archive_state, "archived")

    def test_all_papers_at_once_and_what_is_missing(self):
        contract = self.new_settled()
        mine = contract.with_user(self.home_seller)
        with self.assertRaises(UserError) as caught:
            mine.action_archive_papers("A-1")
        names = "missing: Handover Page F35, House Manual F46"
        self.assertIn(names, str(caught.exception))
        self.assertIn("Title Certificate", str(caught.exception))
        self.assertNotIn("Settlement", str(caught.exception))
        self.pay_all(contract)
        self.notify(contract).action_accept(PICTURE)
        contract.invalidate_recordset()
        self.get_paper(contract, "agreement").action_archive("B-1")
        with self.assert_refused("missing: Title Certificate."):
            mine.action_archive_papers("A-1")
        mine.action_title("BDC-1")
        mine.action_archive_papers("A-1", box="7")
        self.assertEqual(contract.archive_state, "archived")
        # what stood on a shelf before stays there
        shelves = contract.document_ids.mapped("shelf")
        self.assertEqual(shelves, ["B-1"] + ["A-1"] * 6)
        with self.assert_refused("is archived already"):
            mine.action_archive_papers("A-1")

    def test_a_completed_home_has_no_agreement_and_no_settlement(self):
        contract = self.new_titled()
        contract._write_protected({"sale_kind": "completed"})
        kinds = self.env["property.archive"]._get_kinds(contract)
        self.assertEqual(kinds, ["contract", "handover", "manual", "warranty", "title"])

    def test_a_paper_that_comes_later_opens_it_again(self):
        contract = self.new_titled()
        mine = contract.with_user(self.home_seller)
        mine.action_archive_papers("A-1")
        paper = mine.document_ids.browse(mine.action_add_paper("amendment"))
        self.assertEqual(contract.archive_state, "open")
        self.assertFalse(paper.number)
        self.assertEqual(paper.display_name, "Amendment")
        paper.action_archive("A-1")
        self.assertEqual(contract.archive_state, "archived")

    def test_papers_of_others_are_added(self):
        contract = self.new_contract()
        mine = contract.with_user(self.home_seller)
        paper = mine.document_ids.browse(mine.action_add_paper("identity"))
        self.assertEqual((paper.kind, paper.archive_by), ("identity", self.day(7)))
        mine.action_add_paper("identity", self.day(-9))
        with self.assert_refused("not after today"):
            mine.action_add_paper("identity", self.day(1))
        for kind in ("title", "contract", "agreement", "x", None):
            with self.assert_refused("added are"):
                mine.action_add_paper(kind)
        mine.action_cancel("No loan")
        with self.assert_refused("“Cancelled”"):
            mine.action_add_paper("identity")

    def test_the_page_of_the_register_is_a_paper(self):
        contract = self.new_handed_over()
        mine = contract.with_user(self.home_seller)
        paper = self.get_paper(contract, "handover")
        self.assertEqual(paper.number, contract.handover_ids.number)
        with self.assert_refused("has its “Handover Page F35” already"):
            mine.action_add_paper("handover")

    def test_a_page_from_before_is_added(self):
        """Homes that were handed over before papers were archived."""
        contract = self.new_settled()
        mine = contract.with_user(self.home_seller)
        with self.assert_refused("not before the keys"):
            mine.action_add_paper("handover")
        contract._write_protected(
            {"state": "handed_over", "handover_date": self.day(-2)}
        )
        with self.assert_refused("not before the keys"):
            mine.action_add_paper("handover", self.day(-3))
        mine.action_add_paper("handover", self.day(-2))

    # lending

    def test_a_paper_is_lent_and_given_back(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        with self.assert_refused("archive it first"):
            paper.action_lend(self.director.id)
        paper.action_archive("A-1")
        with self.assert_refused("it is not lent"):
            paper.action_give_back()
        paper.action_lend(self.director.id)
        self.assertEqual((paper.lent_to_id, paper.lent_on), (self.director, self.today))
        with self.assert_refused("is lent to director"):
            paper.action_lend(self.finance.id)
        with self.at(3, 12):
            paper.action_give_back(shelf="B-2")
        self.assertFalse(paper.lent_to_id or paper.lent_on)
        self.assertEqual(paper.shelf, "B-2")
        paper.action_lend(self.finance.id)
        paper.action_give_back()
        self.assertEqual(paper.shelf, "B-2")
        self.assertRecordValues(
            paper.loan_ids.sorted("id"),
            [
                {"user_id": self.director.id, "date_to": self.day(3)},
                {"user_id": self.finance.id, "date_to": self.today},
            ],
        )
        self.assertEqual(paper.loan_ids.lent_by_id, self.home_seller)

    def test_it_is_lent_to_users_of_the_company(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        paper.action_archive("A-1")
        gone = self.new_user("gone", "group_salesperson")
        gone.active = False
        guest = self.new_user("visitor", "base.group_portal")
        for user in (gone, guest, self.env["res.users"]):
            with self.assert_refused("choose a user who works in"):
                paper.action_lend(user.id)

    def test_a_lent_paper_stays_archived(self):
        contract = self.new_titled()
        mine = contract.with_user(self.home_seller)
        mine.action_archive_papers("A-1")
        mine.document_ids[0].action_lend(self.director.id)
        self.assertEqual(contract.archive_state, "archived")

    # readers and writers

    def test_only_who_leads_the_sale_archives(self):
        contract = self.new_signed()
        paper = self.get_paper(contract, "agreement")
        for user in (self.home_colleague, self.finance, self.director, self.investor):
            with self.assertRaises(AccessError):
                paper.with_user(user).action_archive("A-1")
        paper.with_user(self.home_manager).action_archive("A-1")
        for user in (self.home_colleague, self.finance, self.director):
            with self.assertRaises(AccessError):
                paper.with_user(user).action_lend(self.director.id)
        paper.action_lend(self.director.id)
        for user in (self.home_colleague, self.finance, self.director):
            with self.assertRaises(AccessError):
                paper.with_user(user).action_give_back()

    def test_a_scan_is_read_by_the_deal_only_and_fixed_in_the_archive(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        paper.write({"scan": "R0lGODlhAQABAIAAAP///wAAACwAAAAAAQABAAACAkQBADs="})
        paper.scan_name = "f37.gif"
        domain = [("res_model", "=", paper._name), ("res_field", "=", "scan")]
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search([*domain, ("res_id", "=", paper.id)])
        )
        self.assertEqual(len(attachment), 1)
        for user in (self.home_seller, self.home_manager, self.finance, self.director):
            self.assertTrue(attachment.with_user(user).raw)
        for user in (self.home_colleague, self.investor, self.seller):
            own = attachment.with_user(user)
            own.invalidate_recordset()
            with self.assertRaises(AccessError):
                own.read(["raw"])
            papers = self.env[paper._name].with_user(user)
            if papers.has_access("read"):
                self.assertFalse(own.search([*domain, ("res_id", "=", paper.id)]))
        paper.action_archive("A-1")
        for vals in ({"scan": False}, {"scan_name": "x"}):
            with self.assert_refused("cannot be changed directly"):
                paper.write(vals)
        self.assert_kept(attachment, "scan")

    def assert_kept(self, attachment, field):
        """Nobody changes a picture by way of its attachment, in sudo neither."""
        attachments = self.env["ir.attachment"]
        other = {
            "name": "x",
            "raw": b"x",
            "res_model": attachment.res_model,
            "res_id": attachment.res_id,
            "res_field": field,
        }
        for su in (False, True):
            mine = attachments.with_user(self.home_seller).sudo(su)
            own = mine.browse(attachment.id)
            loose = mine.create({"name": "x", "raw": b"x"})
            for step in (
                own.unlink,
                lambda own=own: own.write({"raw": b"x"}),
                lambda own=own: own.write({"res_id": 0}),
                lambda mine=mine: mine.create(other),
                lambda loose=loose: loose.write(other),
            ):
                with self.assert_refused("signed or archived"):
                    step()

    def test_signatures_stay_as_they_were_drawn(self):
        contract = self.new_handed_over()
        paper = self.get_paper(contract, "agreement")
        paper.action_receive(PICTURE)
        handover = contract.handover_ids
        for record in (paper, handover):
            attachment = (
                self.env["ir.attachment"]
                .sudo()
                .search(
                    [
                        ("res_model", "=", record._name),
                        ("res_id", "=", record.id),
                        ("res_field", "=", "signature"),
                    ]
                )
            )
            self.assertEqual(len(attachment), 1)
            self.assert_kept(attachment, "signature")

    def test_a_scan_is_added_before_the_archive_only(self):
        first, second = self.new_signed().with_user(self.home_seller).document_ids
        attachments = self.env["ir.attachment"].with_user(self.home_seller)
        vals = {"name": "x", "raw": b"x", "res_model": first._name}
        vals["res_field"] = "scan"
        attachments.create(vals | {"res_id": first.id})
        first.scan = False
        second.action_archive("A-1")
        with self.assert_refused("signed or archived"):
            attachments.create(vals | {"res_id": second.id})

    def test_who_reads_lendings(self):
        paper = self.get_paper(self.new_signed(), "agreement")
        paper.action_archive("A-1")
        paper.action_lend(self.director.id)
        [row] = paper.loan_ids
        readers = self.home_seller | self.home_manager | self.finance | self.director
        for user in readers | self.deputy | self.general:
            self.assertEqual(row.with_user(user).search([("id", "=", row.id)]), row)
        for user in (self.home_colleague, self.investor):
            self.assertFalse(row.with_user(user).search([("id", "=", row.id)]))
        for user in (self.seller, self.clerk):
            with self.assertRaises(AccessError):
                row.with_user(user).read(["user_id"])
        with self.assert_refused("stay on record"):
            row.sudo().unlink()

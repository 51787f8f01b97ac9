from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from ..common import HOMES
from ..common_buyers import BuyersCommon
from ..common_identity import RESIDENT, resident

MASKED = "110***********002X"
HIDDEN = RESIDENT[3:14]


@tagged("post_install", "-at_install")
class TestBuyerSecrecy(BuyersCommon):
    """Identity numbers are read by few, and buyers by those of the contract (R2.12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other_leader = cls.new_user("other_leader", HOMES, "group_regional_manager")
        cls.other_member = cls.new_user("other_member", HOMES)
        cls.new_team("Hillside", cls.other_leader, cls.other_member)
        cls.first.with_user(cls.home_seller).id_number_masked = RESIDENT
        cls.first.with_user(cls.home_seller).paper = b"UERG"
        cls.readers = cls.director | cls.finance | cls.deputy | cls.general
        # who see the buyer, with stars in the number
        cls.blind = cls.home_seller | cls.home_manager
        cls.strangers = (
            cls.home_colleague
            | cls.other_leader
            | cls.other_member
            | cls.seller
            | cls.manager
            | cls.investor
            | cls.rules_admin
        )
        cls.env.flush_all()

    def assert_hidden(self, way, rows):
        """A way to read gives neither the number nor what it may be found by."""
        rows.env.invalidate_all()
        try:
            found = way(rows)
        except (AccessError, UserError, ValueError) as error:
            self.assertNotIn(HIDDEN, str(error))
            return
        self.assertNotIn(HIDDEN, str(found))
        self.assertNotIn("'id_number'", str(found))

    def test_readers_see_and_find_the_full_number(self):
        for user in self.readers:
            with self.subTest(user.name):
                row = self.first.with_user(user)
                values = row.read(["id_number", "id_number_masked"])[0]
                self.assertEqual(values["id_number"], RESIDENT)
                self.assertEqual(values["id_number_masked"], MASKED)
                self.assertEqual(row.search([("id_number", "=", RESIDENT)]), row)
                self.assertIn("id_number", row.fields_get())

    def test_the_salesperson_reads_it_with_stars_only(self):
        for user in self.blind:
            row = self.first.with_user(user)
            self.assertEqual(
                row.read(["id_number_masked"])[0]["id_number_masked"], MASKED
            )
            self.assertEqual(row.id_number_masked, MASKED)
            self.assertNotIn("id_number", row.fields_get())
            self.assertNotIn(HIDDEN, str(row.read()))

    def test_others_reach_it_in_no_way(self):
        domain = [("id_number", "=", RESIDENT)]
        prefix = [("id_number", "=like", f"{RESIDENT[:8]}%")]
        below = [("buyer_ids.id_number", "=", RESIDENT)]
        any_below = [("buyer_ids", "any", domain)]
        spec = {"buyer_ids": {"fields": {"id_number": {}}}}
        ways = {
            "read": lambda rows: rows.read(["id_number"]),
            "field": lambda rows: rows.id_number,
            "mapped": lambda rows: rows.mapped("id_number"),
            "search_read": lambda rows: rows.search_read([], ["id_number"]),
            "search": lambda rows: self.refuse_found(rows.search(domain)),
            "prefix": lambda rows: self.refuse_found(rows.search(prefix)),
            "not": lambda rows: self.refuse_found(rows.search(["!", *domain])),
            "set": lambda rows: self.refuse_found(
                rows.search([("id_number", "!=", False)])
            ),
            "count": lambda rows: self.refuse_found(rows.search_count(domain)),
            "name_search": lambda rows: self.refuse_found(rows.name_search("", domain)),
            "by_name": lambda rows: self.refuse_found(rows.name_search(RESIDENT)),
            "parent": lambda rows: self.refuse_found(rows.contract_id.search(below)),
            "any": lambda rows: self.refuse_found(rows.contract_id.search(any_below)),
            "order": lambda rows: self.refuse_found(rows.search([], order="id_number")),
            "group": lambda rows: rows._read_group([], ["id_number"]),
            "values": lambda rows: rows._read_group([], [], ["id_number:array_agg"]),
            "formatted": lambda rows: rows.formatted_read_group([], ["id_number"]),
            "web_group": lambda rows: rows.web_read_group([], ["id_number"]),
            "filter": lambda rows: self.refuse_found(rows.filtered_domain(domain)),
            "export": lambda rows: rows.export_data(["id_number"]),
            "export_parent": lambda rows: rows.contract_id.export_data(
                ["buyer_ids/id_number"]
            ),
            "web_read": lambda rows: rows.web_read({"id_number": {}}),
            "through": lambda rows: rows.contract_id.web_read(spec),
            "copy": lambda rows: rows.copy_data(),
            "onchange": lambda rows: rows.onchange({}, [], {"id_number": {}}),
            "default": lambda rows: rows.default_get(["id_number"]),
            "masked": lambda rows: self.refuse_found(
                rows.search([("id_number_masked", "like", RESIDENT[:6])])
            ),
        }
        for user in self.blind | self.strangers:
            rows = self.first.with_user(user)
            for name, way in ways.items():
                with self.subTest(name, user=user.name):
                    self.assert_hidden(way, rows)

    def refuse_found(self, found):
        """Fail where a search by the number finds something."""
        self.assertFalse(found)

    def test_what_was_typed_is_masked_at_once(self):
        rows = self.env["property.contract.buyer"].with_user(self.home_seller)
        vals = {
            "contract_id": self.contract.id,
            "id_number_masked": resident(self.birthday(30)),
        }
        vals["partner_id"] = self.new_buyer("Zhou Yu").id
        spec = {"id_number_masked": {}}
        [values] = rows.web_save(vals, spec)
        self.assertIn("*", values["id_number_masked"])
        row = rows.browse(values["id"])
        [values] = row.web_save({"id_number_masked": RESIDENT}, spec)
        self.assertEqual(values["id_number_masked"], MASKED)
        self.assertEqual(row.sudo().id_number, RESIDENT)

    def test_a_text_with_stars_changes_nothing(self):
        row = self.first.with_user(self.home_seller)
        for text in (MASKED, "110＊＊＊", "***"):
            row.write({"id_number_masked": text, "sequence": 5})
            self.assertEqual(self.first.id_number, RESIDENT)
            self.assertEqual(row.id_number_masked, MASKED)

    def test_an_emptied_number_is_gone(self):
        self.first.with_user(self.home_seller).id_number_masked = False
        self.assertFalse(self.first.id_number)
        self.assertFalse(self.first.id_number_masked)

    def test_the_salesperson_writes_the_full_number_by_its_own_name(self):
        row = self.first.with_user(self.home_seller)
        number = resident(self.birthday(30))
        row.write({"id_number": number.lower()})
        self.assertEqual(self.first.id_number, number)
        self.own.buyer_ids = [Command.update(row.id, {"id_number": RESIDENT})]
        self.assertEqual(self.first.id_number, RESIDENT)

    def test_no_message_tells_it(self):
        number = resident(self.birthday(30))
        self.own.buyer_ids = [Command.update(self.first.id, {"id_number": number})]
        self.env.flush_all()
        self.cr.precommit.run()
        messages = self.contract.message_ids
        text = str(messages.mapped("body")) + str(
            messages.tracking_value_ids.read(["old_value_char", "new_value_char"])
        )
        self.assertNotIn(number[3:14], text)

    # the record

    def test_those_of_the_contract_read_its_buyers(self):
        for user in self.blind | self.readers:
            with self.subTest(user.name):
                row = self.first.with_user(user)
                self.assertEqual(row.search([("id", "=", row.id)]), row)
                self.assertEqual(
                    row.read(["partner_id"])[0]["partner_id"][1], "Chen Mei"
                )

    def test_others_see_no_buyer_and_no_paper(self):
        attachments = self.env["ir.attachment"]
        domain = [("res_model", "=", self.first._name), ("res_id", "=", self.first.id)]
        domain.append(("res_field", "=", "paper"))
        paper = attachments.sudo().search(domain)
        self.assertTrue(paper)
        for user in self.strangers:
            row = self.first.with_user(user)
            ways = (
                lambda row=row: row.read(["partner_id"]),
                lambda row=row: row.read(["paper"]),
                lambda row=row: row.export_data(["partner_id"]),
                lambda row=row: row.write({"sequence": 1}),
                lambda row=row: row.unlink(),
                lambda user=user: paper.with_user(user).read(["datas"]),
            )
            for number, way in enumerate(ways):
                with (
                    self.subTest(user.name, way=number),
                    self.assertRaises(AccessError),
                ):
                    self.env.invalidate_all()
                    way()
            with self.subTest(user.name):
                try:
                    self.assertFalse(row.search([("id", "=", row.id)]))
                except AccessError:
                    continue
                self.assertFalse(row.name_search("Chen Mei"))
                self.assertFalse(attachments.with_user(user).search(domain))

    def test_the_salesperson_reads_the_paper(self):
        for user in self.blind | self.readers:
            self.assertEqual(self.first.with_user(user).paper, b"UERG")

    def test_readers_change_nothing(self):
        for user in self.readers:
            row = self.first.with_user(user)
            for vals in ({"id_number": RESIDENT}, {"sequence": 1}):
                with self.assertRaises(AccessError):
                    row.write(vals)
            with self.assertRaises(AccessError):
                row.unlink()

    def test_a_salesperson_adds_no_buyer_to_a_contract_of_another(self):
        rows = self.env["property.contract.buyer"].with_user(self.home_colleague)
        partner = self.new_buyer("Zhou Yu", self.home_colleague)
        vals = {"contract_id": self.contract.id, "partner_id": partner.id}
        with self.assertRaises(AccessError):
            rows.create(vals)

    def test_exports_are_for_the_deciders_and_noted(self):
        logs = self.env["property.export.log"].sudo()
        before = logs.search_count([])
        rows = self.first.with_user(self.finance).export_data(["id_number"])["datas"]
        self.assertEqual(rows, [[RESIDENT]])
        self.assertEqual(logs.search_count([]), before + 1)
        with self.assertRaises(UserError):
            self.first.with_user(self.home_seller).export_data(["id_number_masked"])

    # those who are named

    def test_all_who_are_named_are_private(self):
        for role in ("buyer", "agent"):
            partner = self.env["res.partner"].create({"name": f"Zhou {role}"})
            acting = {"of_buyer_id": self.first.id} if role == "agent" else {}
            self.add(partner, role=role, **acting)
            self.assertTrue(partner.is_private)
            self.assertEqual(partner.user_id, self.home_seller)
            with self.assertRaises(AccessError):
                partner.with_user(self.seller).read(["name"])
            self.assertTrue(partner.with_user(self.home_seller).read(["name"]))
        row = self.contract.buyer_ids[-1].with_user(self.home_seller)
        row.partner_id = self.env["res.partner"].create({"name": "Li Na"})
        self.assertTrue(row.partner_id.is_private)

    def test_customers_of_others_stay_theirs(self):
        partner = self.new_customer()
        self.add(partner.sudo())
        self.assertEqual(partner.user_id, self.seller)
        self.assertFalse(partner.is_private)
        firm = self.env["res.partner"].create({"name": "Law Firm", "is_company": True})
        self.add(firm, role="agent", of_buyer_id=self.first.id)
        self.assertFalse(firm.is_private)
        contact = self.env["res.partner"].create(
            {"name": "Lawyer", "parent_id": firm.id}
        )
        self.add(contact, role="agent", of_buyer_id=self.first.id)
        self.assertFalse(contact.is_private)

    def test_a_customer_whom_the_salesperson_does_not_see_is_not_added(self):
        partner = self.new_buyer("Sun Qi", self.home_colleague)
        self.env["sales.private"]._make(partner)
        with self.assertRaises(AccessError):
            self.add(partner)

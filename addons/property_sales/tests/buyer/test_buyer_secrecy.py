from odoo.exceptions import AccessError
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
        # they see the buyer, with stars in the number
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
        # so that it is not the right to export that holds them up
        exporters = cls.env.ref("base.group_allow_export")
        people = cls.readers | cls.blind | cls.strangers
        people.write({"group_ids": [Command.link(exporters.id)]})
        cls.env.flush_all()

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

    def get_ways(self):
        """Ways to the number that lead a reader there: to it, or to its buyer."""
        domain = [("id_number", "=", RESIDENT)]
        prefix = [("id_number", "=like", f"{RESIDENT[:8]}%")]
        below = [("buyer_ids.id_number", "=", RESIDENT)]
        any_below = [("buyer_ids", "any", domain)]
        spec = {"buyer_ids": {"fields": {"id_number": {}}}}
        return {
            "read": lambda rows: rows.read(["id_number"]),
            "field": lambda rows: rows.id_number,
            "mapped": lambda rows: rows.mapped("id_number"),
            "search_read": lambda rows: rows.search_read([], ["id_number"]),
            "search": lambda rows: rows.search(domain),
            "prefix": lambda rows: rows.search(prefix),
            "not": lambda rows: rows.search(["!", ("id_number", "=", "x")]),
            "set": lambda rows: rows.search([("id_number", "!=", False)]),
            "count": lambda rows: rows.search_count(domain),
            "name_search": lambda rows: rows.name_search("", domain),
            "parent": lambda rows: rows.contract_id.search(below),
            "any": lambda rows: rows.contract_id.search(any_below),
            "order": lambda rows: rows.search([], order="id_number"),
            "group": lambda rows: rows._read_group([], ["id_number"]),
            "values": lambda rows: rows._read_group([], ["role"], ["id_number:max"]),
            "formatted": lambda rows: rows.formatted_read_group([], ["id_number"]),
            "web_group": lambda rows: rows.web_read_group([], ["id_number"])["groups"],
            "filter": lambda rows: rows.filtered_domain(domain),
            "export": lambda rows: rows.export_data(["id_number"]),
            "export_parent": lambda rows: rows.contract_id.export_data(
                ["buyer_ids/id_number"]
            ),
            "web_read": lambda rows: rows.web_read({"id_number": {}}),
            "through": lambda rows: rows.contract_id.web_read(spec),
        }

    def test_those_who_see_the_buyer_reach_it_in_no_way(self):
        for user in self.blind:
            rows = self.first.with_user(user)
            for name, way in self.get_ways().items():
                with self.subTest(name, user=user.name):
                    self.env.invalidate_all()
                    with self.assertRaises(AccessError) as caught:
                        way(rows)
                    self.assertNotIn(HIDDEN, str(caught.exception))

    def test_nor_do_strangers(self):
        for user in self.strangers:
            rows = self.first.with_user(user)
            for name, way in self.get_ways().items():
                with self.subTest(name, user=user.name):
                    self.env.invalidate_all()
                    try:
                        # of the buyers that they see there are none
                        self.assertFalse(way(rows))
                    except AccessError as error:
                        self.assertNotIn(HIDDEN, str(error))

    def test_these_ways_lead_a_reader_there(self):
        for name, way in self.get_ways().items():
            found = way(self.first.with_user(self.finance))
            with self.subTest(name):
                self.assertTrue(found)
                if hasattr(found, "_name"):
                    self.assertIn(found, (self.first, self.contract))

    def test_what_tells_nothing_to_anybody(self):
        masked = [("id_number_masked", "like", RESIDENT[:6])]
        ways = (
            lambda rows: rows.search(masked),
            lambda rows: rows.filtered_domain(masked),
            lambda rows: rows.name_search(RESIDENT),
            lambda rows: rows.copy_data(),
            lambda rows: rows.onchange({}, [], {"id_number": {}}),
            lambda rows: rows.default_get(["id_number"]),
            lambda rows: rows.read(),
        )
        for number, way in enumerate(ways):
            with self.subTest(way=number):
                self.env.invalidate_all()
                try:
                    found = way(self.first.with_user(self.home_seller))
                except (AccessError, ValueError) as error:
                    found = error
                self.assertNotIn(HIDDEN, str(found))
                self.assertNotIn(self.first, found if hasattr(found, "_name") else [])

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
        with self.assertRaises(AccessError):
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
        partner = self.new_buyer("Sun Qi", self.home_colleague)
        self.add(partner)
        self.assertEqual(partner.user_id, self.home_colleague)
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

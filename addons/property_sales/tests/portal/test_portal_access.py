from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_buyer_change import BuyerChangeCommon
from ..common_identity import resident
from ..common_portal import PortalCommon


@tagged("post_install", "-at_install")
class TestPortalAccess(PortalCommon, BuyerChangeCommon):
    """A buyer finds their contracts in the portal, and nobody else does (R2.12)."""

    def find(self, user):
        return self.env["property.portal"].with_user(user)._find()

    def is_shown(self, contract, user):
        """Whether a user finds a contract, in the list and by its id."""
        self.env.invalidate_all()
        portal = self.env["property.portal"].with_user(user)
        found = portal._get(contract.id)
        self.assertEqual(bool(found), contract in self.find(user))
        if not found:
            with self.assertRaises(AccessError):
                portal._check_owner(contract)
        return bool(found)

    def test_it_is_shown_from_the_signature_on_and_after_its_end(self):
        contract = self.new_contract()
        self.assertFalse(self.is_shown(contract, self.owner))
        self.disclose(contract)
        contract.with_user(contract.user_id).action_submit()
        contract.with_user(self.director).action_approve()
        self.assertFalse(self.is_shown(contract, self.owner))
        self.sign(contract)
        self.assertTrue(self.is_shown(contract, self.owner))
        self.assertFalse(self.is_shown(contract, self.other_owner))
        self.rescind(contract)
        self.assertTrue(self.is_shown(contract, self.owner))

    def test_a_joint_buyer_sees_it_and_who_acts_for_one_does_not(self):
        contract = self.new_contract()
        agent = self.new_buyer("Agent Li")
        own = contract.with_user(self.home_seller)
        own.buyer_ids = [
            Command.create(
                {
                    "partner_id": self.other_buyer.id,
                    "id_number": resident(self.day(-366 * 40)),
                }
            ),
        ]
        own.buyer_ids = [
            Command.create(
                {
                    "partner_id": agent.id,
                    "role": "agent",
                    "of_buyer_id": own.buyer_ids[:1].id,
                }
            ),
        ]
        self.disclose(contract)
        contract._write_protected({"state": "signed", "signed_on": self.today})
        self.assertTrue(self.is_shown(contract, self.other_owner))
        self.assertFalse(self.is_shown(contract, self.new_guest("third_owner", agent)))

    def test_a_former_buyer_sees_it_no_more(self):
        contract = self.new_signed()
        self.assertFalse(self.is_shown(contract, self.other_owner))
        self.change_buyers(contract)
        self.env.invalidate_all()
        now = contract.buyer_ids.partner_id
        self.assertNotIn(self.buyer, now)
        self.assertFalse(self.is_shown(contract, self.owner))
        self.assertTrue(self.is_shown(contract, self.new_guest("third_owner", now[:1])))

    def test_the_people_of_a_company_see_what_it_buys_and_not_what_they_buy(self):
        house = self.new_buyer("Chen Trading")
        house.is_company = True
        people = [self.new_buyer(name) for name in ("One", "Two")]
        for person in people:
            person.parent_id = house
        logins = [self.new_guest(person.name, person) for person in people]
        contract = self.new_signed()
        contract.buyer_ids.sudo()._write_protected({"partner_id": people[0].id})
        self.assertTrue(self.is_shown(contract, logins[0]))
        self.assertFalse(self.is_shown(contract, logins[1]))
        contract.buyer_ids.sudo()._write_protected(
            {"partner_id": house.id, "id_kind": "company", "id_number": False}
        )
        self.assertTrue(self.is_shown(contract, logins[1]))

    def test_neither_archived_nor_internal_users_nor_another_company(self):
        contract = self.new_signed()
        far = self.env["res.company"].create({"name": "Elsewhere"})
        self.owner.write({"company_ids": [Command.set(far.ids)], "company_id": far.id})
        self.assertFalse(self.is_shown(contract, self.owner))
        self.owner.write(
            {
                "company_ids": [Command.set(self.company.ids)],
                "company_id": self.company.id,
            }
        )
        self.assertTrue(self.is_shown(contract, self.owner))
        self.owner.active = False
        self.assertFalse(self.is_shown(contract, self.owner))
        for user in (self.clerk, self.home_seller, self.director):
            self.assertFalse(self.is_shown(contract, user), user.name)
        public = self.env.ref("base.public_user")
        self.assertFalse(self.is_shown(contract, public))

    def assert_told_nothing(self, row, contract):
        """Try to write and delete a record as a buyer; the refusal names no home."""
        own = row.with_user(self.owner)
        names = sorted(set(row._fields) & {"state", "number", "amount", "partner_id"})
        names = names or sorted(set(row._fields) - {"id"})[:1]
        for method, args in (("write", [dict.fromkeys(names, False)]), ("unlink", [])):
            with self.subTest(f"{row._name}.{method}"):
                with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
                    call_kw(own, method, [row.ids, *args], {})
                for text in (contract.number, self.unit.name, self.buyer.name):
                    self.assertNotIn(text, str(refused.exception))

    def test_guessed_ids_find_nothing(self):
        portal = self.env["property.portal"].with_user(self.owner)
        for guess in (0, -1, 2**31, 2**70, "1", None, True, [1], 1.0):
            with self.subTest(guess):
                self.assertFalse(portal._get(guess))

    def test_over_rpc_a_buyer_reads_nothing_of_homes(self):
        contract = self.new_signed()
        models = sorted(
            name
            for name, model in self.registry.items()
            if name.startswith("property.") and not model._abstract
        )
        self.assertIn("property.contract", models)
        for name in models:
            records = self.env[name].with_user(self.owner)
            for method, args in (
                ("search", [[]]),
                ("search_count", [[]]),
                ("web_search_read", [[], {"id": {}}]),
                ("name_search", [""]),
                ("formatted_read_group", [[], [], ["__count"]]),
                ("export_data", [[1], ["id"]]),
                ("read", [[1], ["id"]]),
            ):
                with self.subTest(f"{name}.{method}"), self.assertRaises(UserError):
                    call_kw(records, method, args, {})
            row = self.env[name].sudo().search([("id", ">", 0)], limit=1)
            if row:
                self.assert_told_nothing(row, contract)
        own = contract.with_user(self.owner)
        with self.assertRaises(AccessError):
            call_kw(own, "read", [own.ids, ["price"]], {})

    def test_nothing_of_the_portal_is_called_over_rpc(self):
        contract = self.new_signed()
        for name in self.registry:
            if not name.startswith("property.portal"):
                continue
            records = self.env[name].with_user(self.owner)
            for method in ("_find", "_get", "_get_page"):
                with self.subTest(f"{name}.{method}"), self.assertRaises(AccessError):
                    call_kw(records, method, [contract.id], {})
            added = set(dir(self.registry[name])) - set(dir(self.registry["base"]))
            self.assertEqual([m for m in added if not m.startswith("_")], [], name)

from datetime import date

from psycopg2.errors import UniqueViolation

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..common_buyers import BuyersCommon
from ..common_identity import COMPANY, RESIDENT, resident


@tagged("post_install", "-at_install")
class TestBuyers(BuyersCommon):
    """Buyers are known by their papers, and minors have a guardian (row 31)."""

    def enter(self, kind, number, row=None):
        row = (row or self.first).with_user(self.home_seller)
        row.write({"id_kind": kind, "id_number_masked": number})

    def test_the_number_is_kept_in_one_way(self):
        self.enter("resident", " 110105 19491231 002x")
        self.assertEqual(self.first.id_number, RESIDENT)
        self.enter("taiwan", "0123456789（b）")
        self.assertEqual(self.first.id_number, "0123456789B")

    def test_a_number_that_is_not_of_its_kind_is_refused(self):
        wrong = {
            "resident": (RESIDENT[:-1], "18 digits"),
            "passport": ("E12", "5 to 15 letters and digits"),
            "hk_macao": ("12345678", "H or M and 8 digits"),
            "taiwan": ("H12345678", "8 digits, or 10 and a letter"),
        }
        for kind, (number, text) in wrong.items():
            with self.assert_refused(text, ValidationError):
                self.enter(kind, number)
        self.assertFalse(self.first.id_number)

    def test_a_wrong_check_digit_is_refused_in_every_way(self):
        wrong = RESIDENT[:-1] + "1"
        row = self.first.with_user(self.home_seller)
        person = "Chen Mei: a digit of the identity number is wrong"
        for field in ("id_number", "id_number_masked"):
            with self.assert_refused(person, ValidationError):
                row.write({field: wrong})
            with self.assert_refused("identity number is wrong", ValidationError):
                self.add("Zhou Yu", **{field: wrong})
            with self.assert_refused("identity number is wrong", ValidationError):
                self.own.buyer_ids = [Command.update(row.id, {field: wrong})]

    def test_the_refusal_does_not_repeat_the_number(self):
        wrong = RESIDENT[:-1] + "1"
        with self.assertRaises(ValidationError) as caught:
            self.enter("resident", wrong)
        self.assertNotIn(wrong, str(caught.exception))

    def test_nobody_is_born_tomorrow(self):
        self.enter("resident", resident(self.day(0)))
        with self.assert_refused("the date of birth in the identity number"):
            self.enter("resident", resident(self.day(1)))

    def test_kind_and_number_change_together(self):
        self.enter("resident", RESIDENT)
        self.enter("passport", "E12345678")
        self.assertEqual(self.first.id_number, "E12345678")
        with self.assert_refused("18 digits"):
            self.first.with_user(self.home_seller).id_kind = "resident"

    def test_companies_have_their_code(self):
        partner = self.new_buyer("Riverside Trade")
        partner.is_company = True
        row = self.add(partner, id_number=COMPANY.lower())
        self.assertRecordValues(row, [{"id_kind": "company", "id_number": COMPANY}])
        with self.assert_refused("Riverside Trade is a company"):
            self.enter("resident", RESIDENT, row)
        with self.assert_refused("a digit of the identity number is wrong"):
            self.enter("company", COMPANY[:-1] + "A", row)
        with self.assert_refused("Chen Mei is a person"):
            self.enter("company", COMPANY)

    def test_the_kind_follows_the_partner_unless_it_is_chosen(self):
        self.assertEqual(self.first.id_kind, "resident")
        row = self.add("Zhou Yu", id_kind="taiwan", id_number="12345678")
        self.assertEqual(row.id_kind, "taiwan")

    def test_the_same_person_once_in_each_role(self):
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.add(self.first.partner_id)
        second = self.add("Zhou Yu")
        # one agent may sign for both
        agent = self.new_buyer("Agent")
        for row in self.first | second:
            self.add(agent, role="agent", of_buyer_id=row.id)
        with self.assertRaises(UniqueViolation), self.cr.savepoint():
            self.add(agent, role="agent", of_buyer_id=second.id)
        # and the wife for her husband
        self.add(self.first.partner_id, role="agent", of_buyer_id=second.id)

    def test_the_customer_of_the_reservation_is_a_buyer(self):
        self.first.with_user(self.home_seller).partner_id = self.new_buyer("Zhou Yu")
        self.assert_wrong("Chen Mei, for whom the home is reserved")

    def test_the_number_is_told_as_missing(self):
        self.assert_missing("identity number is missing; enter it: Chen Mei")
        self.enter("resident", RESIDENT)
        self.assertFalse(self.get_reasons())

    # minors, agents

    def test_a_minor_has_an_adult_guardian_with_a_paper(self):
        child = self.add("Chen Xiaoyu", id_number=resident(self.birthday(18, 1)))
        self.assertTrue(child.is_minor)
        self.assert_wrong("Chen Xiaoyu is a minor: add a guardian")
        guardian = self.add("Chen Guo", role="guardian", of_buyer_id=child.id)
        self.assertFalse(self.get_wrong())
        self.assert_missing("Chen Guo is the guardian of Chen Xiaoyu: add the proof")
        guardian.with_user(self.home_seller).paper = b"UERG"
        self.assertNotIn("Chen Guo is the guardian", str(self.get_reasons()))
        guardian.id_number = resident(self.birthday(18, 1), order="124")
        self.assert_wrong("Chen Guo is a minor and cannot act for others")

    def test_an_agent_is_no_guardian(self):
        child = self.add("Chen Xiaoyu", id_number=resident(self.birthday(10)))
        self.add("Chen Guo", role="agent", of_buyer_id=child.id, paper=b"UERG")
        self.assert_wrong("Chen Xiaoyu is a minor: add a guardian")
        other = self.add("Chen Dayu", id_number=resident(self.birthday(11)))
        self.add("Chen Guo", role="guardian", of_buyer_id=other.id, paper=b"UERG")
        self.assert_wrong("Chen Xiaoyu is a minor: add a guardian")
        self.assertNotIn("Chen Dayu is a minor", str(self.get_wrong()))

    def test_of_full_age_on_the_eighteenth_birthday(self):
        number = resident(self.birthday(18))
        self.assertFalse(self.add("Chen Xiaoyu", id_number=number).is_minor)
        self.assertFalse(self.get_wrong())

    def test_the_date_of_birth_of_a_foreigner_is_entered(self):
        row = self.add("Smith", id_kind="passport", id_number="E12345678")
        self.assertFalse(row.is_minor)
        row.with_user(self.home_seller).birthdate = self.birthday(18, 1)
        self.assertTrue(row.is_minor)
        self.assert_wrong("Smith is a minor")
        row.with_user(self.home_seller).birthdate = self.birthday(18)
        self.assertFalse(row.is_minor)
        with self.assert_refused("date of birth is in the future"):
            row.with_user(self.home_seller).birthdate = self.day(1)
        with self.assert_refused("for passports and permits only"):
            self.first.with_user(self.home_seller).birthdate = date(1980, 1, 1)

    def test_an_agent_brings_the_power_of_attorney(self):
        agent = self.add("Zhou Yu", role="agent", of_buyer_id=self.first.id)
        self.assert_missing(
            "Zhou Yu is the agent of Chen Mei: add the power of attorney"
        )
        agent.with_user(self.home_seller).paper = b"UERG"
        self.assertNotIn("power of attorney", str(self.get_reasons()))

    def test_agents_and_guardians_act_for_a_buyer_of_the_contract(self):
        stranger = self.new_other_contract().buyer_ids
        agent = self.add("Zhou Yu", role="agent", of_buyer_id=self.first.id)
        for role in ("agent", "guardian"):
            with self.assert_refused("choose for whom", ValidationError):
                self.add("Li Na", role=role)
            for row in (stranger, agent):
                with self.assert_refused("a buyer of the same contract only"):
                    self.add("Li Na", role=role, of_buyer_id=row.id)
            with self.assert_refused("of the same person", ValidationError):
                self.add(self.first.partner_id, role=role, of_buyer_id=self.first.id)
        with self.assert_refused("is a buyer and acts for nobody", ValidationError):
            self.add("Li Na", of_buyer_id=self.first.id)
        # nor does the buyer turn into something else below
        with self.assert_refused("a buyer of the same contract only"):
            self.first.write({"role": "agent", "of_buyer_id": agent.id})

    def test_agents_go_with_their_buyer(self):
        second = self.add("Zhou Yu")
        agent = self.add("Li Na", role="agent", of_buyer_id=second.id, paper=b"UERG")
        attachments = self.env["ir.attachment"].sudo()
        domain = [("res_model", "=", agent._name), ("res_field", "=", "paper")]
        domain.append(("res_id", "=", agent.id))
        self.assertTrue(attachments.search(domain))
        self.own.buyer_ids = [Command.delete(second.id), Command.delete(agent.id)]
        self.assertEqual(self.contract.buyer_ids, self.first)
        self.assertFalse(attachments.search(domain))

    def test_nothing_is_disclosed_before_all_of_it_is_right(self):
        child = self.add("Chen Xiaoyu", id_number=resident(self.birthday(10)))
        self.own.disclosure_ids.action_acknowledge()
        # what is still to be brought stops nothing, and is told
        self.assertIn("The identity number is missing", self.own.missing_text)
        self.enter("resident", RESIDENT)
        with self.assert_refused("Chen Xiaoyu is a minor: add a guardian"):
            self.own.action_disclose()
        guardian = self.add(
            self.first.partner_id,
            role="guardian",
            of_buyer_id=child.id,
            id_number=RESIDENT,
        )
        self.own.invalidate_recordset(["missing_text"])
        self.assertIn("add the proof of guardianship", self.own.missing_text)
        guardian.with_user(self.home_seller).paper = b"UERG"
        self.own.action_disclose()
        self.assertEqual(self.contract.state, "disclosed")

    def test_buyers_go_with_their_contract_to_a_colleague(self):
        second = self.add("Zhou Yu").partner_id
        other = self.new_buyer("Sun Qi", self.home_manager)
        self.add(other)
        manager = self.contract.with_user(self.home_manager)
        manager.action_transfer(self.home_colleague.id, "On leave")
        self.assertEqual(self.contract.user_id, self.home_colleague)
        self.assertEqual(second.user_id, self.home_colleague)
        self.assertTrue(second.with_user(self.home_colleague).read(["name"]))
        with self.assertRaises(AccessError):
            second.with_user(self.home_seller).read(["name"])
        self.assertEqual(other.user_id, self.home_manager)

    # the form

    def test_the_salesperson_enters_buyers_in_the_form(self):
        partner = self.new_buyer("Zhou Yu")
        with Form(self.own) as form:
            form.ownership = "shares"
            with form.buyer_ids.edit(0) as line:
                line.share = 60
                line.id_number_masked = RESIDENT
            with form.buyer_ids.new() as line:
                line.partner_id = partner
                line.share = 40
                line.id_kind = "passport"
                line.id_number_masked = "E12345678"
                line.birthdate = "1980-01-01"
        second = self.contract.buyer_ids - self.first
        self.assertEqual(second.id_number, "E12345678")
        self.assertFalse(self.get_reasons())
        with Form(self.own) as form, form.buyer_ids.edit(0) as line:
            self.assertEqual(line.id_number_masked, "110***********002X")
            line.sequence = 3
        self.assertEqual(self.first.id_number, RESIDENT)

    def test_another_person_has_another_number(self):
        self.enter("resident", RESIDENT)
        partner = self.new_buyer("Zhou Yu")
        with Form(self.own) as form, form.buyer_ids.edit(0) as line:
            line.partner_id = partner
            self.assertFalse(line.id_number_masked)
        self.assertFalse(self.first.id_number)

    def test_the_full_number_is_in_no_form_of_the_salesperson(self):
        name = 'name="id_number"'
        for user, is_there in ((self.home_seller, False), (self.finance, True)):
            arch = self.contract.with_user(user).get_view(view_type="form")["arch"]
            self.assertEqual(name in arch, is_there)

    # the draft

    def test_rows_are_fixed_when_the_contract_is(self):
        agent = self.add("Zhou Yu", role="agent", of_buyer_id=self.first.id)
        self.contract._write_protected({"state": "disclosed"})
        row = self.first.with_user(self.home_seller)
        changes = (
            {"id_number": RESIDENT},
            {"id_number_masked": RESIDENT},
            {"share": 1},
            {"paper": b"UERG"},
            {"role": "agent"},
            {"birthdate": "1980-01-01"},
            {"partner_id": agent.partner_id.id},
        )
        for vals in changes:
            with self.assert_refused("withdraw it", UserError):
                row.write(vals)
        with self.assert_refused("withdraw it", UserError):
            self.add("Li Na")
        # before the index says that it is there
        with self.assert_refused("withdraw it", UserError):
            self.add(self.first.partner_id)
        with self.assert_refused("withdraw it", UserError):
            agent.with_user(self.home_seller).unlink()

    def test_a_row_stays_in_its_contract(self):
        row = self.first.with_user(self.home_seller)
        with self.assert_refused("cannot be changed directly", UserError):
            row.contract_id = self.new_other_contract().with_user(self.home_seller)

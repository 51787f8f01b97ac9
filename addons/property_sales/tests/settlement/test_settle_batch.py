from odoo.exceptions import AccessError
from odoo.tests import Form, tagged

from ..common_handover import HandoverCommon


@tagged("post_install", "-at_install")
class TestSettleBatch(HandoverCommon):
    """Three contracts by gross area over homes of 100 m², and a draft (R2.5, R2.9)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        homes = cls.units
        cls.first = cls.new_signed(pricing_basis="gross")
        cls.second, cls.third = (
            cls.new_signed(
                cls.reserve(home, cls.new_buyer(home.name)), pricing_basis="gross"
            )
            for home in homes[1:3]
        )
        cls.draft = cls.new_contract(cls.reserve(homes[3], cls.new_buyer("Li")))
        cls.contracts = cls.first | cls.second | cls.third | cls.draft

    def survey_each(self, *areas):
        """A filed survey with another gross area of each home."""
        area_list = self.new_area_list(self.units, kind="surveyed")
        lines = area_list.with_user(self.investor).line_ids
        for line, gross in zip(lines.sorted("id"), areas, strict=True):
            line.gross_area = gross
        self.file_area_list(area_list)
        return area_list

    def open_batch(self, action):
        batches = self.env["property.settlement.batch"].with_user(self.finance)
        return batches.browse(action["res_id"])

    def open_list(self, area_list):
        return self.open_batch(
            area_list.with_user(self.finance).action_settle_contracts()
        )

    def get_rows(self, model, *domain):
        return self.env[model].sudo().search_count(list(domain))

    def test_the_preview_says_what_each_comes_to_and_writes_nothing(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        settled = "property.area.settlement"
        before = self.get_rows(settled), self.get_rows("account.move")
        batch = self.open_list(area_list)
        self.assertRecordValues(
            batch.line_ids,
            [
                {"contract_id": self.first.id, "difference": 2, "amount": 20_000}
                | {"is_over": False, "unit_price": 10_000, "surveyed_area": 102},
                {"contract_id": self.second.id, "difference": -3, "amount": -30_000}
                | {"is_over": False, "unit_price": 10_000, "surveyed_area": 97},
                {"contract_id": self.third.id, "difference": 3.01, "amount": 30_000}
                | {"is_over": True, "unit_price": 10_000, "surveyed_area": 103.01},
            ],
        )
        self.assertRecordValues(
            batch,
            [
                {"count_settled": 3, "count_over": 1, "amount_in": 50_000}
                | {"amount_out": 30_000, "amount": 20_000}
            ],
        )
        form = Form(batch)
        self.assertEqual((form.amount, len(form.line_ids)), (20_000, 3))
        self.assertEqual(batch.refused_ids.contract_id, self.draft)
        self.assertIn("between signature and handover", batch.refused_ids.reason)
        now = self.get_rows(settled), self.get_rows("account.move")
        self.assertEqual(now, before)
        self.assertEqual(set(self.contracts.mapped("state")), {"signed", "draft"})

    def test_all_that_can_be_are_settled_and_shown(self):
        batch = self.open_list(self.survey_each(102, 97, 103.01, 101))
        action = batch.action_settle()
        shown = self.contracts.search(action["domain"])
        self.assertEqual(shown, self.first | self.second | self.third)
        self.contracts.invalidate_recordset()
        self.assertEqual(
            self.contracts.mapped("area_settlement_amount"),
            [20_000, -30_000, 30_000, 0],
        )
        self.assertEqual(set(shown.mapped("state")), {"settled"})
        self.assertEqual(self.draft.state, "draft")
        self.assertTrue(self.third.may_rescind)
        papers = shown.document_ids.filtered(lambda row: row.kind == "settlement")
        self.assertEqual(len(papers), 3)
        self.assertIn("F39/", str(self.first.message_ids[0].body))

    def test_afterwards_nothing_is_left_to_settle(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        self.open_list(area_list).action_settle()
        batch = self.open_list(area_list)
        self.assertFalse(batch.line_ids)
        reasons = batch.refused_ids.mapped("reason")
        self.assertEqual(sum("is settled on" in reason for reason in reasons), 3)
        with self.assert_refused("None of these contracts can be settled"):
            batch.action_settle()

    def test_a_corrected_survey_shows_what_was_settled_before(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        self.open_list(area_list).action_settle()
        batch = self.open_list(self.new_version(area_list, 101))
        line = batch.line_ids.filtered(lambda row: row.contract_id == self.first)
        self.assertRecordValues(
            line,
            [
                {"amount_total": 10_000, "amount_before": 20_000, "amount": -10_000},
            ],
        )

    def new_version(self, area_list, gross):
        """The survey filed anew with this area of all homes."""
        newer_id = area_list.with_user(self.investor).action_new_version()
        newer = self.env["property.area.list"].with_user(self.investor).browse(newer_id)
        newer.line_ids.write({"gross_area": gross})
        newer.write({"report_number": "SV-2", "report_date": self.day(0)})
        newer.scan = b"UERG"
        self.file_area_list(newer.sudo())
        return newer.sudo()

    def test_another_survey_meanwhile_settles_nothing(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        batch = self.open_list(area_list)
        self.new_version(area_list, 101)
        with self.assert_refused("Another survey was filed meanwhile"):
            batch.action_settle()
        self.assertFalse(self.contracts.settlement_ids)
        self.assertEqual(set(self.contracts.mapped("state")), {"signed", "draft"})

    def test_one_that_was_settled_meanwhile_is_named_and_nothing_is_settled(self):
        batch = self.open_list(self.survey_each(102, 97, 103.01, 101))
        self.first.with_user(self.finance).action_settle_area()
        with self.assert_refused(self.first.display_name):
            batch.action_settle()
        self.assertEqual(self.contracts.settlement_ids.contract_id, self.first)

    def test_the_list_of_contracts_opens_it_as_well(self):
        self.survey_each(102, 97, 103.01, 101)
        action = self.env.ref("property_sales.property_contract_action_settle")
        ids = (self.first | self.second).ids
        run = action.with_user(self.finance).with_context(
            active_model="property.contract", active_ids=ids, active_id=ids[0]
        )
        batch = self.open_batch(run.run())
        self.assertEqual(batch.line_ids.contract_id.ids, ids)
        self.assertFalse(batch.area_list_id)
        self.assertEqual(self.first.state, "signed")

    def test_others_than_finance_do_not_open_it(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        for user in (self.home_seller, self.director, self.general, self.investor):
            with self.subTest(user.name), self.assertRaises(AccessError):
                area_list.with_user(user).action_settle_contracts()
            with self.subTest(user.name), self.assertRaises(AccessError):
                self.first.with_user(user).action_preview_settlement()

    def test_only_a_filed_survey_with_contracts_opens_it(self):
        draft = self.new_area_list(self.units, kind="surveyed")
        with self.assert_refused("“Draft”"):
            draft.with_user(self.finance).action_settle_contracts()
        presale = self.unit.presale_area_list_id
        with self.assert_refused("no contract over a home of this survey"):
            presale.with_user(self.finance).action_settle_contracts()

    def test_the_preview_takes_few_queries_for_many(self):
        area_list = self.survey_each(102, 97, 103.01, 101)
        self.open_list(area_list)
        counts = []
        for contracts in (self.first, self.contracts):
            self.env.flush_all()
            self.env.invalidate_all()
            before = self.env.cr.sql_log_count
            contracts.with_user(self.finance).action_preview_settlement()
            self.env.flush_all()
            counts.append(self.env.cr.sql_log_count - before)
        self.assertLessEqual(counts[1], counts[0] + 2)

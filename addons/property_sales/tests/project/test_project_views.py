from odoo.tests import Form, tagged

from ..common import PropertyCommon

ACTIONS = (
    "property_development_action",
    "property_building_action",
    "property_unit_action",
    "property_permit_action",
    "property_release_action",
    "property_block_action",
)


@tagged("post_install", "-at_install")
class TestProjectViews(PropertyCommon):
    """The screens open for all who read homes, and say what to do first."""

    def test_every_screen_opens_for_every_role(self):
        for xmlid in ACTIONS:
            action = self.env.ref(f"property_sales.{xmlid}").sudo()
            self.assertIn("o_view_nocontent_smiling_face", action.help)
            self.assertTrue(action.path)
            modes = action.view_mode.split(",")
            self.assertIn("kanban", modes)
            for user in (self.home_seller, self.investor, self.director, self.general):
                model = self.env[action.res_model].with_user(user)
                views = [(False, mode) for mode in [*modes, "search"]]
                with self.subTest(xmlid, user=user.name):
                    found = model.get_views(views)["views"]
                    self.assertEqual(len(found), len(views))
                    model.web_search_read([], {"display_name": {}})

    def test_a_permit_is_keyed_in_by_its_form(self):
        permits = self.env["property.permit"].with_user(self.investor)
        form = Form(permits)
        form.development_id = self.development.with_user(self.investor)
        form.number = "YS-2026-009"
        form.date_from = self.day(0)
        form.date_to = self.day(100)
        form.journal_id = self.permit_journal
        form.unit_ids = self.units
        permit = form.save()
        permit.action_validate()
        self.assertEqual((permit.state, permit.days_left), ("valid", 100))
        self.assertEqual(permit.unit_count, 4)

    def test_a_home_is_keyed_in_by_its_form(self):
        units = self.env["property.unit"].with_user(self.investor)
        form = Form(units.with_context(default_building_id=self.building.id))
        form.name = "999"
        form.floor = 9
        self.assertEqual(form.save().development_id, self.development)

    def test_a_batch_and_a_block_are_keyed_in_by_their_forms(self):
        self.new_valid_permit()
        self.give_areas_and_prices(self.units)
        form = Form(self.env["property.release"].with_user(self.director))
        form.development_id = self.development.with_user(self.director)
        form.name = "First Batch"
        form.unit_ids = self.units
        form.save().action_release()
        self.assertEqual(self.development.release_count, 1)
        blocks = self.env["property.block"].with_user(self.home_manager)
        form = Form(blocks.with_context(default_unit_id=self.unit.id))
        form.date_end = self.day(3)
        form.reason = "Sample"
        self.assertEqual(form.save().state, "live")

    def test_the_dialogs_ask_why(self):
        release = self.new_draft_release()
        permit = self.new_valid_permit()
        release.with_user(self.director).action_release()
        block = self.new_block()
        for record, user, action, state in (
            (block, self.home_manager, "lift", "lifted"),
            (release, self.director, "close", "closed"),
            (permit, self.investor, "revoke", "revoked"),
        ):
            dialog = (
                self.env["sales.reason"]
                .with_user(user)
                .with_context(active_model=record._name, active_ids=record.ids)
            )
            with self.subTest(record):
                dialog.create({"action": action, "reason": "So it is"}).action_apply()
                self.assertRecordValues(
                    record, [{"state": state, "end_reason": "So it is"}]
                )

from ..common_forbidden import UNSEEN, forbidden


class Settlement:
    """Surveyed areas of sold homes"""

    def new_survey(self):
        """A signed contract by area, and the filed survey of its home."""
        contract = self.new_signed(pricing_basis="gross")
        areas = {"kind": "surveyed", "areas": (102, 80)}
        return contract, self.new_filed_areas(self.units, **areas)

    @forbidden(
        "R2.9",
        "open or settle the contracts of a survey as another role",
        by="home_seller home_colleague home_manager director deputy general investor",
        paths="B",
        says=(
            "…: surveyed areas are settled by finance.",
            "…: this is settled, booked and paid back by finance.",
            UNSEEN,
        ),
    )
    def test_settle_a_survey_as_another_role(self):
        contract, survey = self.new_survey()
        sellers = ("home_seller", "home_manager", "director", "deputy", "general")
        for role in (*sellers, "home_colleague", "investor"):
            self.assert_no_button(role, survey, "action_settle_contracts")
        for method in ("action_preview_settlement", "action_settle_area"):
            for role in sellers:
                self.assert_no_button(role, contract, method)
            name = "Sale Contract of a Home"
            for role in ("home_colleague", "investor"):
                self.assert_no_button(role, contract, method, name=name)

    @forbidden(
        "R2.9",
        "settle the contracts of a survey that is not filed, or has none, or was"
        " replaced meanwhile",
        by="finance",
        paths="B S",
        says=(
            "… is “…”; this is possible while it is “Filed”.",
            "…: there is no contract over a home of this survey, so nothing is to be"
            " settled.",
            "Another survey was filed meanwhile, so that these come to another sum: …."
            " Nothing is settled; open the dialog anew.",
        ),
    )
    def test_settle_what_is_not_surveyed(self):
        contract, survey = self.new_survey()
        draft = self.new_area_list(self.units[:1], kind="surveyed", report_number="X")
        presale = self.unit.presale_area_list_id
        action = survey.with_user(self.finance).action_settle_contracts()
        dialogs = self.env["property.settlement.batch"].with_user(self.finance)
        batch = dialogs.browse(action["res_id"])
        newer_id = survey.with_user(self.investor).action_new_version()
        newer = self.env["property.area.list"].sudo().browse(newer_id)
        newer.with_user(self.investor).line_ids.write({"gross_area": 101})
        vals = {"report_number": "SV-2", "report_date": self.today, "scan": b"UERG"}
        newer.with_user(self.investor).write(vals)
        self.file_area_list(newer)
        for way in (self.assert_no_button, self.assert_no_code):
            for area_list in (draft, presale, survey):
                way("finance", area_list, "action_settle_contracts")
            way("finance", batch, "action_settle", name=contract.display_name)

from ..common_forbidden import PROTECTED, UNSEEN, forbidden


class Permits:
    """Permits and releases"""

    @forbidden(
        "R2.7",
        "validate a permit without homes, that is over, or with homes of another one",
        by="investor",
        paths="B S",
        says=(
            "Permit … names no home; add its homes first.",
            "Permit … was valid until … only; enter the one that is in force.",
            "These homes are on a valid permit already: …. Take them out, or revoke"
            " that permit first.",
        ),
    )
    def test_validate_a_permit(self):
        self.new_valid_permit()
        drafts = {
            "YS-2": self.new_permit(self.units.browse(), number="YS-2"),
            "YS-3": self.new_permit(
                number="YS-3", date_from=self.day(-9), date_to=self.day(-1)
            ),
            self.unit.display_name: self.new_permit(self.unit, number="YS-4"),
        }
        for name, permit in drafts.items():
            self.assert_no_button("investor", permit, "action_validate", name=name)
            self.assert_no_code("investor", permit, "action_validate", name=name)

    @forbidden(
        "R2.7",
        "validate or revoke a permit as another role",
        by="home_seller director finance general",
        paths="B",
        says=("…: permits are the matter of investment development.",),
    )
    def test_validate_as_another_role(self):
        draft = self.new_permit(number="YS-2")
        valid = self.new_valid_permit()
        for role in ("home_seller", "director", "finance", "general"):
            self.assert_no_button(role, draft, "action_validate")
            self.assert_no_button(role, valid, "action_revoke", "Withdrawn")

    @forbidden(
        "R2.7",
        "change or delete a permit that is valid",
        by="investor",
        paths="W I S",
        says=(
            PROTECTED,
            "Only drafts of permits can be deleted; revoke these instead: …",
        ),
    )
    def test_change_a_valid_permit(self):
        permit = self.new_valid_permit(self.units[:2])
        journal = self.company_data["default_journal_bank"]
        vals = {
            "number": "YS-9",
            "date_from": self.day(-900),
            "date_to": self.day(900),
            "journal_id": journal.id,
            "kind": "completed",
            "state": "draft",
        }
        self.assert_no_values("investor", permit, vals)
        homes = {"unit_ids": [(4, self.units[3].id)]}
        self.assert_no_write("investor", permit, homes)
        self.assert_no_code("investor", permit, "write", homes)
        self.assert_no_delete("investor", permit)

    @forbidden(
        "R2.10",
        "name an account for a permit that is no bank account of the company in its"
        " currency",
        by="investor",
        paths="W I S",
        says=(
            "Permit …: the supervised account is a bank journal.",
            "Permit …: homes are sold in …; choose an account in it.",
            "“…” belongs to company “…” while “Supervised Account” (…) belongs to"
            " another company.",
            UNSEEN,
        ),
    )
    def test_name_a_wrong_account(self):
        permit = self.new_permit()
        journals = self.env["account.journal"]
        foreign = self.env.ref("base.EUR")
        foreign.active = True
        vals = {"name": "Abroad", "type": "bank", "company_id": self.company.id}
        abroad = journals.create(vals | {"code": "ABR", "currency_id": foreign.id})
        cash = self.company_data["default_journal_cash"]
        vals = {"name": "Far", "type": "bank", "company_id": self.elsewhere.id}
        other = journals.create(vals | {"code": "FAR"})
        for journal, name in ((abroad, None), (cash, None), (other, "Journal")):
            self.assert_no_write("investor", permit, {"journal_id": journal.id}, name)
        for journal in (abroad, cash, other):
            self.assert_no_code("investor", permit, "write", {"journal_id": journal.id})
        row = {".id": permit.id, "journal_id/.id": cash.id}
        self.assert_no_load("investor", "property.permit", row, permit.number)

    @forbidden(
        "R2.7",
        "describe a home otherwise than its permit, archive or delete it",
        by="investor",
        paths="W I S",
        says=(
            "… stands in permit … as it is. To correct it, revoke the permit and"
            " validate another one.",
            "Homes that a permit was validated for stay on record: …",
            PROTECTED,
        ),
    )
    def test_describe_a_permitted_home_otherwise(self):
        self.new_valid_permit()
        vals = {"name": "999", "floor": 9, "layout": "9 rooms", "active": False}
        building = self.new_building(name="2")
        vals |= {"building_id": building.id, "permit_id": False}
        self.assert_no_values("investor", self.unit, vals)
        self.assert_no_delete("investor", self.unit)

    @forbidden(
        "R2.4",
        "put homes on sale without permit, areas or price, or a second time",
        by="director",
        paths="B S",
        says=(
            "… cannot be put on sale:\n…",
            "… is on no permit; no fee of any kind is taken before it. Investment"
            " development puts it on one.",
            "… has no pre-sale area; its area list has to be filed with finance first.",
            "… has no active price; have it put on a price list and approved.",
            "… is on sale already by …",
            "… has no surveyed area; a completed home is sold by the area list of the"
            " survey that is filed with finance.",
        ),
    )
    def test_release_too_early_or_twice(self):
        releases = self.env["property.release"].with_user(self.director)
        vals = {"name": "First", "development_id": self.development.id}
        draft = releases.create(vals | {"unit_ids": self.units.ids}).sudo()
        self.assert_no_button("director", draft, "action_release")
        self.assert_no_code("director", draft, "action_release")
        self.new_valid_permit()
        self.assert_no_button("director", draft, "action_release")
        self.new_release()
        self.assert_no_button("director", draft, "action_release")
        self.assert_no_code("director", draft, "action_release")
        built = self.new_units(1)
        self.new_valid_permit(built, number="YS-2", kind="completed")
        self.new_filed_areas(built)
        done = releases.create(vals | {"unit_ids": built.ids}).sudo()
        self.assert_no_button("director", done, "action_release")

    @forbidden(
        "R2.4",
        "put homes on sale, or take them off, as another role",
        by="home_seller home_manager investor general",
        paths="B",
        says=("…: homes are put on sale, and taken off, by the marketing director.",),
    )
    def test_release_as_another_role(self):
        self.new_valid_permit()
        draft = self.new_draft_release()
        for role in ("home_seller", "home_manager", "investor", "general"):
            self.assert_no_button(role, draft, "action_release")
            self.assert_no_button(role, draft, "action_close", "Sold out")

    @forbidden(
        "R2.4",
        "change or delete a release that is on sale, or give a home to one",
        by="director investor",
        paths="W I S",
        says=(
            PROTECTED,
            "Only drafts of releases can be deleted; close these instead: …",
        ),
    )
    def test_change_a_release(self):
        self.new_valid_permit()
        release = self.new_release(self.units[:2])
        vals = {"name": "Other", "date": self.day(9), "state": "draft"}
        self.assert_no_values("director", release, vals)
        self.assert_no_write("director", release, {"unit_ids": [(4, self.units[3].id)]})
        self.assert_no_delete("director", release)
        self.assert_no_values("investor", self.units[3], {"release_id": release.id})

    @forbidden(
        "R2.4",
        "publish prices while a permitted home has none, twice, or as another role",
        by="director home_seller",
        paths="B S",
        says=(
            "…: all homes are published with their prices at once. Without an active"
            " price are …; have them put on a price list and approved.",
            "The prices of these permits are published already: …",
            "…: prices are published by the marketing director.",
        ),
    )
    def test_publish_prices(self):
        permit = self.new_valid_permit()
        self.new_active_prices(self.units[1:])
        self.assert_no_button("home_seller", permit, "action_publish")
        self.assert_no_button("director", permit, "action_publish")
        self.assert_no_code("director", permit, "action_publish")
        self.new_active_prices(self.unit)
        permit.with_user(self.director).action_publish()
        self.assert_no_button("director", permit, "action_publish")
        self.assert_no_code("director", permit, "action_publish")

from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from odoo.addons.sales_rules.tests.common_race import RaceCase


@tagged("post_install", "-at_install")
class TestPermitRace(RaceCase):
    """Two who decide on one home at the same moment do not both have it (R2.7)."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_development)
        self.development_id = self._make(
            "property.development", name="Race", code="RACE"
        )
        self.building_id = self._make(
            "property.building", name="1", development_id=self.development_id
        )
        self.unit_id = self._make(
            "property.unit", name="101", floor=1, building_id=self.building_id
        )
        self.journal_id = self._make(
            "account.journal", name="Race", type="bank", code="RACE"
        )

    def new_permit(self, number):
        return self.call(
            lambda env: (
                env["property.permit"]
                .create(
                    {
                        "number": number,
                        "development_id": self.development_id,
                        "date_from": env.company._get_today(),
                        "date_to": env.company._get_today(),
                        "journal_id": self.journal_id,
                        "unit_ids": [self.unit_id],
                    }
                )
                .id
            )
        )

    def give_area_and_price(self):
        """Give the home an area and a price, without the decisions before them."""
        area_list_id = self._make(
            "property.area.list",
            building_id=self.building_id,
            line_ids=[
                Command.create(
                    {"unit_id": self.unit_id, "gross_area": 100, "inner_area": 80}
                )
            ],
        )
        line_id = self.call(
            lambda env: (
                env["property.price.list"]
                .create(
                    {
                        "name": "Race",
                        "development_id": self.development_id,
                        "date_from": env.company._get_today(),
                        "line_ids": [
                            Command.create(
                                {
                                    "unit_id": self.unit_id,
                                    "price": 1_000_000,
                                    "pricing_basis": "unit",
                                }
                            )
                        ],
                    }
                )
                .line_ids.id
            )
        )
        vals = {"presale_area_list_id": area_list_id, "price_line_id": line_id}
        self.call(
            lambda env: env["property.unit"].browse(self.unit_id)._write_protected(vals)
        )

    def attempt(self, act):
        """Return the function that says whether `act` passes, in sudo."""

        def passes(env):
            try:
                with env.cr.savepoint():
                    act(env(su=True))
            except UserError:
                return False
            return True

        return passes

    def test_one_of_two_permits_has_the_home(self):
        first, second = self.new_permit("R-1"), self.new_permit("R-2")

        def validate(permit_id):
            return self.attempt(
                lambda env: env["property.permit"].browse(permit_id).action_validate()
            )

        passed = self.race(validate(first), validate(second))
        self.assertEqual(sorted(passed), [False, True])
        winner = (first, second)[passed.index(True)]
        self.assertEqual(
            self.read_committed("property.unit", self.unit_id, "permit_id").id, winner
        )

    def test_one_of_two_releases_has_the_home(self):
        permit = self.new_permit("R-1")
        self.call(lambda env: env["property.permit"].browse(permit).action_validate())
        self.give_area_and_price()
        releases = [
            self.call(
                lambda env: (
                    env["property.release"]
                    .create(
                        {
                            "name": "Race",
                            "development_id": self.development_id,
                            "unit_ids": [self.unit_id],
                        }
                    )
                    .id
                )
            )
            for _number in range(2)
        ]

        def release(release_id):
            return self.attempt(
                lambda env: env["property.release"].browse(release_id)._release()
            )

        passed = self.race(*map(release, releases))
        self.assertEqual(sorted(passed), [False, True])

    def test_one_of_two_blocks_stands(self):
        def block(env):
            env["property.block"].create(
                {
                    "unit_id": self.unit_id,
                    "reason": "Race",
                    "date_end": env.company._get_today(),
                }
            )

        passed = self.race(self.attempt(block), self.attempt(block))
        self.assertEqual(sorted(passed), [False, True])

    def _remove_development(self):
        """Remove all that was committed on the development."""
        development = SQL("%s", self.development_id)
        models = ("development", "building", "permit", "release")
        models += ("area.list", "price.list")

        def remove(env):
            for statement in (
                "DELETE FROM property_block WHERE development_id = %s",
                "UPDATE property_unit SET release_id = NULL, permit_id = NULL,"
                " presale_area_list_id = NULL, price_line_id = NULL"
                " WHERE development_id = %s",
                "DELETE FROM property_price_list WHERE development_id = %s",
                "DELETE FROM property_area_list WHERE building_id IN"
                " (SELECT id FROM property_building WHERE development_id = %s)",
                "DELETE FROM property_release WHERE development_id = %s",
                "DELETE FROM property_permit WHERE development_id = %s",
                "DELETE FROM property_unit WHERE development_id = %s",
                "DELETE FROM property_building WHERE development_id = %s",
                "DELETE FROM property_development WHERE id = %s",
            ):
                env.cr.execute(SQL(statement, development))
            names = [f"property.{model}" for model in models]
            env.cr.execute(
                SQL("DELETE FROM mail_message WHERE model IN %s", tuple(names))
            )
            env.invalidate_all()
            env["account.journal"].browse(self.journal_id).unlink()

        self.call(remove)

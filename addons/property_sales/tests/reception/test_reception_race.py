from psycopg2.errors import UniqueViolation

from odoo.exceptions import ValidationError
from odoo.tests import tagged
from odoo.tools import SQL, mute_logger

from odoo.addons.sales_rules.tests.common_race import RaceCase

NUMBER = "19900199000"


@tagged("post_install", "-at_install")
class TestReceptionRace(RaceCase):
    """Two who register one number at the same moment do not both have it (R2.6)."""

    def setUp(self):
        super().setUp()
        self.addCleanup(self._remove_receptions)

    def _remove_receptions(self):
        def remove(env):
            receptions = env["property.reception"].search([("phone_key", "=", NUMBER)])
            partners = receptions.partner_id
            ids = tuple(receptions.ids) or (None,)
            for statement in self._query_remove_mail("property.reception", ids):
                env.cr.execute(statement)
            env.cr.execute(
                SQL("DELETE FROM property_reception WHERE phone_key = %s", NUMBER)
            )
            env.invalidate_all()
            partners.unlink()

        self.call(remove)

    def register(self, phone):
        def register(env):
            receptions = env["property.reception"].sudo()
            vals = {"name": "Race", "phone": phone, "channel": "phone"}
            try:
                return receptions.create(vals).id
            except UniqueViolation:
                raise
            except Exception as error:  # told to the user
                return str(error)

        return register

    def test_one_of_two_at_the_same_moment_is_refused_in_words(self):
        with mute_logger("odoo.service.model"):
            try:
                results = self.race(
                    self.register(NUMBER), self.register(f"+86 {NUMBER}")
                )
            except ValidationError as error:
                self.assertIn("registered a moment ago", str(error))
            else:
                refused = [row for row in results if isinstance(row, str)]
                self.assertEqual(len(refused), 1, results)
                self.assertIn("registered", refused[0])
        count = self.call(
            lambda env: env["property.reception"].search_count(
                [("phone_key", "=", NUMBER), ("is_current", "=", True)]
            )
        )
        self.assertEqual(count, 1)

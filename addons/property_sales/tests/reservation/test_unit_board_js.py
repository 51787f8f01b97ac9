from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js


@tagged("post_install", "-at_install")
class TestUnitBoardJs(HttpCase):
    """The unit board alone in the browser (R2.7)."""

    # browser_js asserts by itself that all tests of the suite pass

    def test_unit_tests_of_the_board_pass(self):
        suite = test_js.HOOTCommon._generate_hash(self, "@property_sales/unit_board")
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000&id={suite}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )

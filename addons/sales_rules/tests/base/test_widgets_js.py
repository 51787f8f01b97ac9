from odoo.tests import HttpCase, tagged

from odoo.addons.web.tests import test_js

SUITES = (
    "sales_checklist",
    "sales_credit_bar",
    "sales_hold_banner",
    "sales_inbox_counter",
)


@tagged("post_install", "-at_install")
class TestWidgetsJs(HttpCase):
    """The addon's own widgets, each alone in the browser (R1.1, R1.7)."""

    # browser_js asserts by itself that all tests of the suites pass

    def test_unit_tests_of_the_widgets_pass(self):
        hashed = test_js.HOOTCommon._generate_hash
        ids = "".join(f"&id={hashed(self, f'@sales_rules/{name}')}" for name in SUITES)
        self.browser_js(
            f"/web/tests?headless&loglevel=2&preset=desktop&timeout=15000{ids}",
            "",
            "",
            login="admin",
            timeout=300,
            success_signal="[HOOT] Test suite succeeded",
            error_checker=test_js.unit_test_error_checker,
        )

"""The web client opens in the distribution's browser with the addons installed."""

from odoo.tests import HttpCase, tagged

# ready: the action that the user lands on is drawn
READY = "odoo.isReady === true && !!document.querySelector('.o_action_manager > *')"
SUCCESS = "console.log('test successful')"
IS_CHINESE = r"/[\u4e00-\u9fff]/.test(document.body.innerText)"


@tagged("post_install", "-at_install")
class TestWebClient(HttpCase):
    # browser_js asserts by itself: an error in the browser's console fails the test

    def test_home_opens_without_an_error_in_the_console(self):
        self.browser_js("/odoo", SUCCESS, READY, "admin")

    def test_home_opens_in_chinese(self):
        self.env.ref("base.user_admin").lang = "zh_CN"
        self.browser_js("/odoo", f"if ({IS_CHINESE}) {SUCCESS}", READY, "admin")

import re

from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..common_handover import PICTURE
from ..common_portal import PortalCommon
from .test_portal_request import new_picture


@tagged("post_install", "-at_install")
class TestPortalPages(PortalCommon, HttpCase):
    """The pages of a buyer, and of others who ask for them (R2.7, R2.10, R2.12)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.env["res.lang"]._activate_lang("zh_CN")
        cls.env["res.lang"]._activate_lang("fr_FR")
        cls.contract = cls.new_signed()
        cls.down, cls.rest = cls.contract.instalment_ids.sorted("sequence")
        cls.home = f"/my/homes/{cls.contract.id}"

    def log_in(self, user):
        user.password = user.login
        self.authenticate(user.login, user.login)

    def open(self, path="", **data):
        """Return a page below the home's as it comes at last."""
        return self.url_open(f"{self.home}{path}", **({"data": data} if data else {}))

    def get_paper(self, kind):
        return self.contract.document_ids.filtered(lambda row: row.kind == kind)

    def test_the_owner_sees_contract_instalments_and_papers(self):
        self.log_in(self.owner)
        self.assertIn("/my/homes", self.url_open("/my").text)
        count = self.call("/my/counters", counters=["property_home_count"])[0]
        self.assertEqual(count["property_home_count"], 1)
        self.assertIn(self.unit.display_name, self.url_open("/my/homes").text)
        page = self.open().text
        texts = (self.contract.number, "1,000,000.00", "700,000.00", "Down Payment")
        for text in texts:
            self.assertIn(text, page)
        self.assertIn(f"{self.home}/pay/{self.down.id}", page)
        self.assertNotIn('id="property_handover_slots"', page)  # not told yet
        self.assertNotIn("/requests/new", page)
        for kind in ("agreement", "contract"):
            paper = self.get_paper(kind)
            self.assertIn(paper.number, page)
            pdf = self.open(f"/papers/{paper.id}")
            self.assertEqual(pdf.headers["Content-Type"], "application/pdf")
        for lang in ("zh_CN", "fr_FR"):
            self.owner.lang = lang
            self.assertIn(self.contract.number, self.open().text)

    def test_the_ended_contract_is_shown_as_ended_with_nothing_to_pay(self):
        self.contract._write_protected({"state": "rescinded"})
        self.env.flush_all()
        self.log_in(self.owner)
        page = self.open().text
        self.assertIn("This contract has ended", page)
        self.assertNotIn("/pay/", page)
        self.assertTrue(self.open("/pay/due").url.endswith(self.home))
        self.assertRegex(self.open("/requests/new").url, r"/my(/home)?$")

    def test_others_are_sent_away_from_all_of_it(self):
        paper = self.get_paper("contract")
        paths = ["", f"/papers/{paper.id}", "/pay/due", f"/pay/{self.down.id}"]
        paths += ["/requests/new", "/requests/1", "/requests/1/pictures/0"]
        self.clerk.partner_id.name = "Clerk"
        for user in (self.other_owner, self.clerk, self.home_seller):
            self.log_in(user)
            for path in paths:
                with self.subTest(f"{user.name} {path}"):
                    page = self.open(path)
                    self.assertRegex(page.url, r"/my(/home)?$")
                    self.assertNotIn(self.contract.number, page.text)
                    self.assertNotIn(self.buyer.name, page.text)
            page = self.open("?access_token=abc&access_warning=1")
            self.assertNotIn(self.contract.number, page.text)
        self.log_in(self.other_owner)
        for path, data in (
            (f"/transaction/{self.down.id}", {"amount": 300_000}),
            ("/transaction/due", {"amount": 300_000}),
        ):
            with mute_logger("odoo.http"):
                result, error = self.call(f"{self.home}{path}", **data)
            self.assertFalse(result)
            self.assertEqual(error["code"], 404)
        result, _error = self.call(f"{self.home}/requests/1/confirm", signature="x")
        self.assertIn("not yours", result["error"])
        for name in ("f37", "f38", "f39"):
            with self.subTest(name), mute_logger("odoo.http"):
                url = f"/report/pdf/property_sales.report_{name}/{self.contract.id}"
                answer = self.url_open(url)
                self.assertNotEqual(answer.headers["Content-Type"], "application/pdf")
                self.assertNotIn(self.contract.number, answer.text)
        self.logout()
        self.assertIn("/web/login", self.open().url)

    def test_paying_an_instalment_from_page_to_ledger(self):
        self.log_in(self.owner)
        page = self.open(f"/pay/{self.down.id}").text
        self.assertIn("o_payment_form", page)
        self.assertIn(f'data-transaction-route="{self.home}/transaction', page)
        path = f"{self.home}/transaction/{self.down.id}"
        send = {
            "provider_id": self.provider.id,
            "payment_method_id": self.provider.payment_method_ids.id,
            "token_id": None,
            "amount": 300_000,
            "flow": "direct",
            "tokenization_requested": False,
            "landing_route": "https://elsewhere.example.com",
            "is_validation": False,
            "access_token": "guessed",
        }
        bad = (
            {"amount": 1},
            {"amount": None},
            {"provider_id": 0},
            {"payment_method_id": 0},
            {"flow": "token", "token_id": 1},
            {"is_validation": True},
            {"partner_id": self.other_buyer.id},
            {"custom_create_values": {"amount": 1}},
        )
        transactions = self.env["payment.transaction"].sudo()
        with mute_logger("odoo.http"):
            for vals in bad:
                with self.subTest(vals):
                    self.assertTrue(self.call(path, **(send | vals))[1])
        self.assertFalse(
            transactions.search([("property_contract_id", "=", self.contract.id)])
        )
        result, error = self.call(path, **send)
        self.assertFalse(error)
        paid = transactions.search([("reference", "=", result["reference"])])
        self.assertRecordValues(
            paid,
            [
                {
                    "property_contract_id": self.contract.id,
                    "property_instalment_ids": self.down.ids,
                    "amount": 300_000,
                    "partner_id": self.buyer.id,
                    "landing_route": self.home,
                    "tokenize": False,
                }
            ],
        )
        paid._set_done()
        self.env.flush_all()
        answer, error = self.call("/payment/status/poll")
        self.assertEqual((answer["state"], error), ("done", None))
        self.env.invalidate_all()
        self.assertEqual(self.down.state, "paid")
        self.assertEqual(paid.payment_id.journal_id, self.permit_journal)
        page = self.open().text
        self.assertIn(paid.reference, page)
        self.assertNotIn(f"{self.home}/pay/{self.down.id}", page)
        self.assertTrue(self.open(f"/pay/{self.down.id}").url.endswith(self.home))
        with mute_logger("odoo.http"):
            self.assertTrue(self.call(path, **send)[1])

    def test_without_a_provider_the_page_says_how_else(self):
        self.provider.is_published = False
        self.log_in(self.owner)
        page = self.open("/pay/due").text
        self.assertNotIn("o_payment_form", page)
        self.assertIn("not offered yet", page)


@tagged("post_install", "-at_install")
class TestPortalOwnerPages(PortalCommon, HttpCase):
    """The pages after the handover: warranty, requests, pictures (R2.7)."""

    def test_a_request_from_the_form_to_the_signature(self):
        contract = self.new_handed()
        home = f"/my/homes/{contract.id}"
        self.owner.password = self.owner.login
        self.authenticate(self.owner.login, self.owner.login)
        page = self.url_open(home).text
        for text in ("Warranty", "Leaks of Roof", "Handed over on", "/requests/new"):
            self.assertIn(text, page)
        for kind in ("settlement", "manual", "warranty"):
            paper = contract.document_ids.filtered_domain([("kind", "=", kind)])
            pdf = self.url_open(f"{home}/papers/{paper.id}")
            self.assertEqual(pdf.headers["Content-Type"], "application/pdf", kind)
        identity = contract.document_ids.filtered(lambda row: row.kind == "handover")
        for number in (*identity.ids, 0, 10**9):
            page = self.url_open(f"{home}/papers/{number}")
            self.assertRegex(page.url, r"/my(/home)?$")
        form = self.url_open(f"{home}/requests/new")
        token = re.search(r'name="csrf_token" value="([^"]+)"', form.text)[1]
        data = {"csrf_token": token, "kind": "repair", "part": "leak"}
        data["description"] = "Water <b>here</b>"
        sent = [("pictures", (f"{n}.png", new_picture())) for n in range(6)]
        url = f"{home}/requests/new"
        page = self.url_open(url, data=data, files=sent).text
        self.assertIn("5 pictures at most", page)
        self.assertIn("Water &lt;b&gt;here", page)
        text = [("pictures", ("a.png", b"no picture"))]
        page = self.url_open(url, data=data, files=text).text
        self.assertIn("This is no picture", page)
        requests = self.env["property.service.request"].sudo()
        self.assertFalse(requests.search([("contract_id", "=", contract.id)]))
        page = self.url_open(url, data=data, files=sent[:2])
        row = requests.search([("contract_id", "=", contract.id)])
        self.assertTrue(page.url.endswith(f"{home}/requests/{row.id}"))
        self.assertIn(row.number, page.text)
        for place in range(2):
            picture = self.url_open(f"{page.url}/pictures/{place}")
            self.assertEqual(picture.headers["Content-Type"], "image/jpeg")
        self.assertRegex(self.url_open(f"{page.url}/pictures/2").url, r"/my(/home)?$")
        row.with_user(self.home_manager).action_assign(self.repairer.id)
        row.with_user(self.repairer).action_done("Sealed")
        self.env.flush_all()
        page = self.url_open(f"{home}/requests/{row.id}").text
        self.assertIn("portal.signature_form", page)
        page = self.url_open(
            f"{home}/requests/{row.id}", data={"csrf_token": token, "reason": "Wet"}
        )
        self.assertIn("Being worked on", page.text)
        self.env.invalidate_all()
        row.with_user(self.repairer).action_done("Sealed again")
        self.env.flush_all()
        signature = {"name": "Chen Mei", "signature": PICTURE}
        path = f"{home}/requests/{row.id}/confirm"
        self.assertTrue(self.call(path, name="Chen Mei")[0]["error"])
        self.assertEqual(self.call(path, **signature)[0], {"force_refresh": True})
        self.env.invalidate_all()
        self.assertEqual(row.state, "closed")

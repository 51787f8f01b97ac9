import base64
from io import BytesIO

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..common_handover import PICTURE
from ..common_portal import PortalCommon

SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


def new_picture(side=8, kind="PNG"):
    """A picture as a telephone sends it."""
    file = BytesIO()
    Image.new("RGB", (side, side), "red").save(file, kind)
    return file.getvalue()


@tagged("post_install", "-at_install")
class TestPortalRequest(PortalCommon):
    """Owners enter requests themselves, confirm them, and object (R2.7, F36)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.contract = cls.new_handed(days=3)
        cls.portal = cls.env["property.portal.request"].with_user(cls.owner)

    def enter(self, pictures=(), user=None, contract=None, **vals):
        vals = {"kind": "repair", "part": "leak", "description": "Water"} | vals
        portal = self.portal.with_user(user or self.owner)
        own = (contract or self.contract).with_env(portal.env).sudo()
        return portal._enter(own, pictures=list(pictures), **vals)

    def give_done(self, request):
        request.with_user(self.home_manager).action_assign(self.repairer.id)
        request.with_user(self.repairer).action_done("Sealed")
        return request.with_user(self.owner).sudo()

    def test_it_is_a_request_of_the_register_like_all_others(self):
        request = self.enter()
        self.assertRecordValues(
            request,
            [
                {
                    "contract_id": self.contract.id,
                    "unit_id": self.unit.id,
                    "channel": "portal",
                    "state": "new",
                    "in_warranty": True,
                    "reported_on": self.today,
                    "seller_id": self.home_seller.id,
                }
            ],
        )
        self.assertTrue(request.number.startswith("F36"))
        self.assertTrue(request.answer_until)
        self.assertIn(request, request.with_user(self.home_seller).search([]))
        self.assertNotIn(self.owner.partner_id, request.message_partner_ids)

    def test_pictures_are_kept_written_anew_for_those_who_read_it(self):
        photos = [new_picture(), new_picture(2500, "JPEG"), new_picture(4)]
        request = self.enter(photos)
        pictures = self.portal._get_pictures(request)
        self.assertEqual(len(pictures), 3)
        for raw in pictures:
            image = Image.open(BytesIO(raw))
            self.assertEqual(image.format, "JPEG")
            self.assertLessEqual(max(image.size), 1920)
        self.assertEqual(len(request.picture_ids), 2)
        own = request.with_user(self.home_seller)
        self.assertTrue(own.picture_ids[0].raw)
        for user in (self.owner, self.other_owner, self.home_colleague):
            with self.subTest(user.name), self.assertRaises(AccessError):
                request.picture_ids.with_user(user).read(["raw"])

    def test_too_many_pictures_and_what_is_none_are_refused(self):
        with self.assert_refused("5 pictures at most"):
            self.enter([new_picture()] * 6)
        self.assertEqual(
            len(self.portal._get_pictures(self.enter([new_picture()] * 5))), 5
        )
        for raw in (b"%PDF-1.7 no", SCRIPT, b"", b"GIF89a", new_picture()[:30]):
            with self.subTest(raw[:8]), self.assert_refused("This is no picture"):
                self.enter([new_picture(), raw])
        with self.assert_refused("MB at most"):
            self.enter([new_picture() + b"0" * 10 * 2**20])

    def test_what_is_not_offered_or_says_nothing_is_refused(self):
        for vals in ({"part": "roof"}, {"part": None}, {"kind": "praise"}):
            with self.subTest(vals), self.assert_refused("Choose what it is about"):
                self.enter(**vals)
        for text in ("", "  ", None):
            with self.subTest(text), self.assert_refused("Say what is wrong"):
                self.enter(description=text)

    def test_nobody_enters_one_for_another_home(self):
        with self.assert_refused("not yours", AccessError):
            self.enter(user=self.other_owner)
        with self.assertRaises(AccessError):
            requests = self.env["property.service.request"].with_user(self.owner)
            requests.create({"contract_id": self.contract.id, "part": "leak"})

    def test_before_the_handover_there_is_none(self):
        hold = self.reserve(self.units[1], self.other_buyer, self.home_colleague)
        contract = self.new_signed(hold)
        with self.assert_refused("is not handed over"):
            self.enter(user=self.other_owner, contract=contract)

    def test_the_owner_signs_that_it_is_done(self):
        request = self.enter()
        with self.assert_refused("is possible while it is"):
            self.portal._confirm(request, PICTURE)
        done = self.give_done(request)
        for nothing in (None, "", "@", base64.b64encode(b"text").decode()):
            with self.subTest(nothing), self.assertRaises(UserError):
                self.portal._confirm(done, nothing)
        self.portal._confirm(done, PICTURE)
        self.assertEqual(done.state, "closed")
        self.assertEqual(done.confirmed_by_id, self.owner)
        self.assertIn(self.buyer.name, done.confirm_note)
        self.assertTrue(done.signature)

    def test_the_owner_objects_with_a_reason(self):
        done = self.give_done(self.enter())
        with self.assert_refused("say why the owner is not content"):
            self.portal._object(done, " ")
        self.portal._object(done, "Still wet")
        self.assertEqual(done.state, "assigned")
        self.assertIn("Still wet", done.message_ids[:1].body)

    def test_another_buyer_neither_confirms_nor_objects(self):
        done = self.give_done(self.enter())
        other = done.with_user(self.other_owner).sudo()
        portal = self.portal.with_user(self.other_owner)
        with self.assertRaises(AccessError):
            portal._confirm(other, PICTURE)
        with self.assertRaises(AccessError):
            portal._object(other, "Still wet")
        self.assertEqual(done.state, "done")

    def test_an_owner_neither_assigns_nor_cancels_even_in_code(self):
        request = self.enter().with_user(self.owner).sudo()
        with self.assertRaises(AccessError):
            request.action_assign(self.clerk.id)
        with self.assertRaises(AccessError):
            request.action_cancel("By mistake")

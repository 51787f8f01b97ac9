import base64
import io

from PIL import Image

from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from odoo.addons.property_sales.tools import sent

from ..common_appointment import AppointmentCommon
from ..common_handover import PICTURE


def new_photo(side=8):
    """A photo of a camera, encoded."""
    stream = io.BytesIO()
    Image.new("RGB", (side, side), (90, 120, 90)).save(stream, "JPEG")
    return base64.b64encode(stream.getvalue()).decode()


@tagged("post_install", "-at_install")
class TestInspectionPhotos(AppointmentCommon):
    """Defects with photos, and the inspection after the repair (R2.7)."""

    def found(self, handover, *photos, **vals):
        """Have a defect be found; the defect."""
        defect = {"part": "leak", "text": "Wet wall", "photos": list(photos)}
        handover.action_inspect([defect | vals])
        return handover.defect_ids[-1]

    def test_photos_are_kept_with_the_defect(self):
        handover = self.notify(self.new_settled())
        defect = self.found(handover, new_photo(), PICTURE)
        self.assertEqual(defect.date_due, self.day(30))
        photos = defect.photo_ids
        self.assertEqual(photos.mapped("kind"), ["found", "found"])
        self.assertEqual(photos.user_id, self.home_seller)
        self.assertEqual(set(photos.mapped("date")), {self.today})

    def test_a_large_photo_is_made_smaller(self):
        handover = self.notify(self.new_settled())
        defect = self.found(handover, new_photo(3000))
        picture = Image.open(io.BytesIO(base64.b64decode(defect.photo_ids.image)))
        self.assertEqual(max(picture.size), 1920)

    def test_a_defect_without_photos_is_as_before(self):
        handover = self.notify(self.new_settled())
        handover.action_inspect([{"part": "leak", "text": "Wet wall"}])
        self.assertFalse(handover.defect_ids.photo_ids)

    def test_at_most_five_and_pictures_only(self):
        handover = self.notify(self.new_settled())
        with self.assert_refused("Wet wall: a defect has at most 5 photos"):
            self.found(handover, *[new_photo()] * 6)
        svg = base64.b64encode(b"<svg xmlns='http://www.w3.org/2000/svg'/>").decode()
        page = base64.b64encode(b"<html><script>alert(1)</script></html>").decode()
        text = base64.b64encode(b"no picture at all").decode()
        # core keeps these as they come
        webp = base64.b64encode(b"RIFF\0\0\0\0WEBPVP8 " + b"\0" * 40).decode()
        for wrong in (svg, page, text, webp, "%%%", 7, b"x"):
            with self.subTest(wrong), self.assertRaises(UserError):
                self.found(handover, wrong)
        with self.assertRaises(UserError):
            self.found(handover, photos="x")
        with self.assertRaises(UserError):
            self.found(handover, colour="red")
        self.assertEqual(handover.state, "notified")
        self.assertEqual(len(self.found(handover, *[new_photo()] * 5).photo_ids), 5)

    def test_a_file_that_only_begins_like_a_picture_is_refused(self):
        handover = self.notify(self.new_settled())
        kept = base64.b64decode(new_photo())[:20]
        with self.assertRaises(UserError):
            self.found(handover, base64.b64encode(kept).decode())

    def test_too_large_a_file_is_refused(self):
        handover = self.notify(self.new_settled())
        self.patch(sent, "MAX_PHOTO", 100)
        with self.assert_refused("A photo has at most"):
            self.found(handover, new_photo(100))

    def test_photos_stay_as_they_are(self):
        photo = self.found(self.notify(self.new_settled()), new_photo()).photo_ids
        attachment = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", photo._name),
                    ("res_id", "=", photo.id),
                    ("res_field", "=", "image"),
                ]
            )
        )
        self.assertTrue(attachment)
        for attempt in (
            lambda: attachment.write({"datas": PICTURE}),
            attachment.unlink,
            photo.sudo().unlink,
            lambda: photo.sudo().write({"image": PICTURE}),
            lambda: attachment.copy(),
        ):
            with self.assertRaises(UserError), self.env.cr.savepoint():
                attempt()
            self.env.invalidate_all()
        self.assertTrue(attachment.exists())

    def test_they_are_read_with_the_handover_only(self):
        photo = self.found(self.notify(self.new_settled()), new_photo()).photo_ids
        for user in (self.home_seller, self.home_manager, self.director, self.finance):
            self.assertTrue(photo.with_user(user).read(["image"]))
        for user in (self.home_colleague, self.investor):
            with self.assertRaises(AccessError):
                photo.with_user(user).read(["image"])

    def test_whoever_mends_it_says_so_with_a_photo(self):
        defect = self.found(self.notify(self.new_settled()), new_photo())
        repairer = self.new_user("photo_repairer", "base.group_user")
        with self.assertRaises(AccessError):
            defect.with_user(repairer).action_mend("Sealed")
        defect.user_id = repairer
        own = defect.with_user(repairer)
        with self.assert_refused("Say what was repaired"):
            own.action_mend("  ")
        own.action_mend("Sealed", new_photo())
        self.assertEqual((defect.date_done, defect.mend_note), (self.today, "Sealed"))
        self.assertEqual(defect.photo_ids.mapped("kind"), ["found", "mended"])
        self.assertIn("Sealed", " ".join(defect.handover_id.message_ids.mapped("body")))
        with self.assert_refused("is mended already"):
            own.action_mend("Twice")
        self.assertTrue(own.photo_ids[0].read(["image"]))

    def test_what_is_not_mended_well_is_opened_again(self):
        handover = self.notify(self.new_settled())
        defect = self.found(handover)
        with self.assert_refused("only what is mended"):
            defect.action_reopen("Still wet")
        first = self.get_deadline("defect", defect)
        defect.action_mend("Painted over")
        self.assertEqual(first.state, "done")
        with self.at(3, 4):
            defect.with_user(self.home_seller).action_reopen("Still wet", new_photo())
        self.assertFalse(defect.date_done)
        self.assertEqual(
            (defect.reopened_on, defect.date_due), (self.day(3), self.day(33))
        )
        row = self.get_deadline("defect", defect)
        self.assertEqual((row.state, row.date_due), ("open", self.day(33)))
        self.assertEqual(defect.photo_ids.kind, "again")
        for user in (self.home_colleague, self.director):
            with self.assertRaises(AccessError):
                defect.with_user(user).action_reopen("Mine")

    def test_the_dialog_of_the_phone_sends_photos(self):
        handover = self.notify(self.new_settled())
        steps = self.env["property.handover.step"].with_user(self.home_seller)
        line = {"part": "pipes", "text": "Drips", "photo_1": new_photo()}
        step = steps.create(
            {
                "step": "inspect",
                "handover_id": handover.id,
                "defect_ids": [(0, 0, line | {"photo_3": PICTURE})],
            }
        )
        step.action_apply()
        self.assertEqual(len(handover.defect_ids.photo_ids), 2)
        mended = (
            self.env["property.defect.step"]
            .with_user(self.home_seller)
            .create(
                {
                    "defect_id": handover.defect_ids.id,
                    "step": "mend",
                    "text": "Sealed",
                    "photo": new_photo(),
                }
            )
        )
        mended.action_apply()
        self.assertEqual(len(handover.defect_ids.photo_ids), 3)

    def test_the_dialog_opens_on_a_handover(self):
        handover = self.notify(self.new_settled())
        steps = self.env["property.handover.step"].with_user(self.home_seller)
        steps = steps.with_context(
            default_step="inspect",
            active_model="property.handover",
            active_id=handover.id,
        )
        # as a browser reads it
        named = {"fields": {"display_name": {}}}
        spec = {"contract_id": named, "handover_id": named, "slot_id": named}
        shown = steps.onchange({}, [], spec)["value"]
        self.assertEqual(shown["handover_id"]["id"], handover.id)
        self.assertFalse(shown["contract_id"])

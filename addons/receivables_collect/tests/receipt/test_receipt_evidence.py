import base64

from odoo.exceptions import UserError
from odoo.service.model import call_kw
from odoo.tests import tagged

from ..common_money import MoneyCommon

# one transparent pixel
PIXEL = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
    "awAAAABJRU5ErkJggg=="
)


@tagged("post_install", "-at_install")
class TestReceiptEvidence(MoneyCommon):
    """Copies and scans of a receipt are fixed when its day is reported (R4.27)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.slip = cls.new_slip_over(100, 200, 300)
        cls.receipt = cls.collect(cls.slip, 150, photo=PIXEL)
        cls.report = cls.receipt.report_id
        cls.scan = cls.attach(cls.seller)
        cls.photo = (
            cls.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", "collection.receipt"),
                    ("res_id", "=", cls.receipt.id),
                    ("res_field", "=", "photo"),
                ]
            )
        )

    @classmethod
    def attach(cls, user, su=False, **vals):
        """A scan that `user` attaches; with `su` as core's upload does, in sudo."""
        vals = {
            "name": "scan.txt",
            "raw": b"150",
            "res_model": "collection.receipt",
            "res_id": cls.receipt.id,
        } | vals
        return cls.env["ir.attachment"].with_user(user).sudo(su).create(vals)

    def call(self, user, method, *args, attachment=None):
        attachment = self.scan if attachment is None else attachment
        model = self.env["ir.attachment"].with_user(user)
        return call_kw(model, method, [attachment.ids, *args], {})

    def assert_fixed(self, *users):
        """Assert that nobody of these replaces or deletes it, in sudo neither."""
        other = self.collect(self.slip, 1)
        changes = (
            {"raw": b"100"},
            {"datas": base64.b64encode(b"100")},
            {"name": "other.txt"},
            {"res_id": other.id},
            {"res_model": False, "res_id": False},
            {"type": "url", "url": "https://example.com"},
        )
        for user in users:
            for attachment in (self.scan, self.photo):
                kept = attachment.with_user(user).sudo()
                for vals in changes:
                    with self.subTest(user=user.name, vals=vals):
                        with self.assertRaisesRegex(UserError, "replaced or deleted"):
                            kept.write(dict(vals))
                for context in ({}, {"_force_unlink": True}):
                    with self.subTest(user=user.name, context=context):
                        with self.assertRaisesRegex(UserError, "replaced or deleted"):
                            kept.with_context(**context).unlink()
        self.env.invalidate_all()
        self.assertEqual(self.scan.sudo().raw, b"150")
        self.assertTrue(self.receipt.photo)

    def test_until_the_report_the_collector_changes_what_is_attached(self):
        self.assertTrue(self.photo)
        self.call(self.seller, "write", {"raw": b"151"})
        self.assertEqual(self.scan.raw, b"151")
        self.call(self.seller, "unlink")
        self.assertFalse(self.scan.exists())
        self.receipt.with_user(self.seller).photo = False
        self.assertFalse(self.photo.exists())

    def test_reported_it_is_neither_replaced_nor_deleted(self):
        self.submit(self.report)
        for method, args in (("unlink", ()), ("write", ({"raw": b"1"},))):
            for attachment in (self.scan, self.photo):
                with self.subTest(method), self.assertRaises(UserError):
                    self.call(self.seller, method, *args, attachment=attachment)
        self.assert_fixed(self.seller, self.manager, self.finance)

    def test_nobody_changes_copies_after_verification(self):
        self.verify(self.report)
        admin = self.env.ref("base.user_admin")
        root = self.env.ref("base.user_root")
        self.assert_fixed(self.seller, self.manager, self.finance, admin, root)

    def test_reported_the_collector_adds_nothing(self):
        pending = self.attach(self.seller, res_model="res.partner", res_id=False)
        self.submit(self.report)
        receipt = self.receipt.with_user(self.seller)
        for name, add in (
            ("create", lambda: self.attach(self.seller)),
            ("sudo", lambda: self.attach(self.seller, su=True)),
            ("copy", lambda: self.scan.copy()),
            (
                "move",
                lambda: pending.write(
                    {"res_model": "collection.receipt", "res_id": receipt.id}
                ),
            ),
            ("chatter", lambda: receipt.message_post(attachments=[("a.txt", b"1")])),
        ):
            with (
                self.subTest(name),
                self.assertRaisesRegex(UserError, "be added"),
                self.env.cr.savepoint(),
            ):
                add()

    def test_the_chatter_deletes_nothing_by_its_message(self):
        message = self.receipt.with_user(self.seller).message_post(
            attachments=[("bill.txt", b"150")]
        )
        bill = message.sudo().attachment_ids
        self.submit(self.report)
        with self.assertRaises(UserError), self.env.cr.savepoint():
            self.receipt.with_user(self.seller)._message_update_content(
                message, body="", attachment_ids=[]
            )
        message.sudo().unlink()
        self.assertTrue(bill.exists())

    def test_finance_adds_what_it_finds_and_then_it_is_fixed_too(self):
        self.verify(self.report)
        added = self.attach(self.finance, su=True)
        self.assertEqual(added.raw, b"150")
        with self.assertRaises(UserError):
            added.unlink()

    def test_the_collector_adds_nothing_though_of_finance(self):
        self.submit(self.report)
        self.seller.group_ids += self.env.ref("sales_rules.group_finance")
        with self.assertRaisesRegex(UserError, "by the collector"):
            self.attach(self.seller)

    def test_cancelled_it_stays_as_it_was(self):
        self.receipt.with_user(self.seller).action_cancel()
        self.assert_fixed(self.seller, self.finance)

    def test_the_filestore_may_be_moved_and_links_may_be_given(self):
        self.verify(self.report)
        for attachment in (self.scan, self.photo):
            attachment.sudo()._migrate()
            attachment.sudo().generate_access_token()
            self.assertTrue(attachment.sudo().access_token)

    def test_other_documents_keep_their_ways(self):
        self.verify(self.report)
        other = self.attach(
            self.seller, res_model="collection.slip", res_id=self.slip.id, su=True
        )
        other.write({"raw": b"1"})
        other.unlink()
        draft = self.new_draft(self.slip, [("cash", 10, {})])
        bill = self.attach(self.seller, res_id=draft.id)
        draft.unlink()
        self.assertFalse(bill.exists())

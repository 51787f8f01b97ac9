"""Printable forms as real PDFs: what a test of a form needs, in a few lines.

    class TestF17(FormReportMixin, CollectCommon):
        form = "receivables_collect.report_f17"

        def test_three_slips_are_three_documents(self):
            pages = self.print_form(self.slips, user=self.finance)
            self.assert_documents(pages, "Collection Slip", 3)

        def test_a_long_slip_repeats_the_head_of_its_table(self):
            pages = self.print_form(self.new_slip(lines=120))
            self.assertGreaterEqual(len(pages), 3)
            for page in pages:
                self.assert_on(page, "Document", "Amount")

Texts are compared without white space: lines break where the paper ends.
"""

import io
import os
import re
import unicodedata
from pathlib import Path

from odoo.tools.pdf import PdfFileReader

# 60 characters, with and without a place to break
LONG_NAME = "Shanghai Pudong Hongqiao International Machinery Trading Co."
LONG_WORD = "Q" * 60
LONG_CHINESE = "上海浦东虹桥国际机械设备进出口贸易股份有限公司" * 3

# The fonts draw some characters and radicals by one glyph, and a PDF then tells the
# radical: 户 comes back as ⼾.
_RADICALS = str.maketrans(
    "⼾⻅⻉⻋⻓⻔⻙⻚⻛⻜⻝⻢⻣⻤⻥⻦⻨⻩⻬⻮⻰⻳⻘⺠⺟⻄⻆",
    "户见贝车长门韦页风飞食马骨鬼鱼鸟麦黄齐齿龙龟青民母西角",
)


def squash(text):
    """Return `text` without white space, radicals read as characters."""
    text = unicodedata.normalize("NFKC", text.translate(_RADICALS))
    return re.sub(r"\s+", "", text)


class FormReportMixin:
    """Renders `form`, the external id of a report, and reads it page by page."""

    form = None

    @classmethod
    def set_chinese(cls, *users, texts=None):
        """Have `users` read Chinese; `texts` are {English: Chinese} of the form's
        templates, for tests that do not depend on the state of the .po files.
        """
        cls.env["res.lang"]._activate_lang("zh_CN")
        for user in users:
            user.sudo().lang = "zh_CN"
        views = cls.env["ir.ui.view"].sudo()
        name = cls.env.ref(cls.form).report_name.removesuffix("_template")
        for view in views.search([("key", "=like", f"{name}%")]):
            view.update_field_translations("arch_db", {"zh_CN": texts or {}})

    def print_pdf(self, records, user=None, form=None):
        """Return the PDF of the form for `records`, as `user` prints it."""
        user = user or self.env.user
        report = self.env["ir.actions.report"].with_user(user)
        report = report.with_context(lang=user.lang, force_report_rendering=True)
        content, kind = report._render_qweb_pdf(form or self.form, records.ids)
        self.assertEqual(kind, "pdf")
        self._keep(content)
        return content

    def print_form(self, records, user=None, form=None):
        """Return the text of each page, squashed."""
        content = self.print_pdf(records, user, form)
        reader = PdfFileReader(io.BytesIO(content), strict=False)
        return [squash(page.extract_text()) for page in reader.pages]

    def assert_on(self, page, *texts):
        """Assert that a page, or any of several, says all `texts`."""
        page = page if isinstance(page, str) else "\n".join(page)
        for text in texts:
            self.assertIn(squash(str(text)), page)

    def assert_not_on(self, page, *texts):
        page = page if isinstance(page, str) else "\n".join(page)
        for text in texts:
            self.assertNotIn(squash(str(text)), page)

    def assert_documents(self, pages, title, count):
        """Assert that `count` documents with this title were printed, each beginning
        on a page of its own.
        """
        heads = [page for page in pages if squash(title) in page]
        self.assertEqual(len(heads), count, pages)

    def _keep(self, content):
        """Leave the PDF where FORMS_DIR says, to be looked at."""
        folder = os.environ.get("FORMS_DIR")
        if folder:
            Path(folder, f"{self.id().rpartition('.')[2]}.pdf").write_bytes(content)

"""The PDF side of printable forms: documents rendered one by one, then joined."""

import io

import lxml.html
from reportlab.pdfgen import canvas

from odoo.tools.pdf import PdfFileReader, PdfFileWriter

# from the lower right corner of the page, in points
NUMBER_AT = (34, 20)


def make_self_contained(body):
    """Return the HTML of a form, free of everything that a browser would fetch."""
    root = lxml.html.fromstring(
        body, parser=lxml.html.HTMLParser(encoding="utf-8", huge_tree=True)
    )
    for node in root.xpath("//link | //base | //script[@src]"):
        node.drop_tree()
    return lxml.html.tostring(root, encoding="unicode", doctype="<!DOCTYPE html>")


def join(documents):
    """Return one PDF of several, the pages of each numbered when it has several."""
    writer = PdfFileWriter()
    for document in documents:
        pages = PdfFileReader(io.BytesIO(document), strict=False).pages
        for number, page in enumerate(pages, 1):
            if len(pages) > 1:
                page.mergePage(_get_number_page(page, f"{number} / {len(pages)}"))
            writer.addPage(page)
    with io.BytesIO() as stream:
        writer.write(stream)
        return stream.getvalue()


def _get_number_page(page, text):
    """Return a page of the size of `page` with nothing but `text` at its foot."""
    width = float(page.mediaBox.getWidth())
    height = float(page.mediaBox.getHeight())
    stream = io.BytesIO()
    sheet = canvas.Canvas(stream, pagesize=(width, height))
    sheet.setFont("Helvetica", 8)
    sheet.drawRightString(width - NUMBER_AT[0], NUMBER_AT[1], text)
    sheet.save()
    return PdfFileReader(stream).getPage(0)

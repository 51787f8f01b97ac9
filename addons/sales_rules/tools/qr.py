"""QR codes on printable forms, without the drawing library that Odoo's own need."""

import base64
import io

from PIL import Image
from reportlab.graphics.barcode.qr import QrCodeWidget

# white modules around the code, as the standard asks for
QUIET = 4


def get_qr_uri(text, scale=4):
    """Return a data URI of a PNG of the QR code that says `text`.

    :param str text: what a phone reads
    :param int scale: pixels per module
    """
    widget = QrCodeWidget(text)
    widget.qr.make()
    count = widget.qr.getModuleCount()
    image = Image.new("1", (count + 2 * QUIET,) * 2, 1)
    for row in range(count):
        for column in range(count):
            if widget.qr.isDark(row, column):
                image.putpixel((column + QUIET, row + QUIET), 0)
    image = image.resize((image.width * scale, image.height * scale), Image.NEAREST)
    with io.BytesIO() as stream:
        image.save(stream, "PNG")
        return "data:image/png;base64," + base64.b64encode(stream.getvalue()).decode()

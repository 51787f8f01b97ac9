"""The unit board in browsers: how soon it is painted, and what of it is painted anew
when somebody decides on a home (R2.7).
"""

import json
import time
from contextlib import ExitStack, contextmanager, suppress
from io import BytesIO

import websocket
from pypdf import PdfReader

from .chromium import Browser
from .front import Front

HOME = "property.unit"
BOARD = "/odoo/unit-board"
NOTIFICATION = "property_unit"
# Notes when so many homes are painted, and from then on each change of a tile.
WATCH = """
const seen = new MutationObserver(() => {
  if (document.querySelectorAll(".o_unit_tile").length < %s) return;
  seen.disconnect();
  requestAnimationFrame(() => setTimeout(() => {
    window.boardPainted = performance.now() / 1000;
    window.boardChanges = [];
    new MutationObserver((records) => {
      for (const {target} of records) {
        const element = target.closest ? target : target.parentElement;
        const tile = element.closest(".o_unit_tile");
        boardChanges.push([Date.now() / 1000, tile ? Number(tile.dataset.id) : null]);
      }
    }).observe(document.querySelector(".o_unit_board"), {
      subtree: true, childList: true, attributes: true, characterData: true,
    });
  }));
});
seen.observe(document, {subtree: true, childList: true});
"""
PAINTED = "window.boardPainted"
IS_CONNECTED = """
odoo.__WOWL_DEBUG__.root.env.services.bus_service.workerState === "CONNECTED"
"""
# Homes as the first one, on floors of ten in towers of twenty floors.
GROW = """
INSERT INTO property_building (name, {buildings})
SELECT 'Tower ' || n, {buildings}
  FROM (SELECT * FROM property_building ORDER BY id LIMIT 1) AS building,
       generate_series(0, ({homes} - 1) / 200) AS n;
INSERT INTO property_unit (name, floor, building_id, {units})
SELECT n / 10 % 20 + 1 || lpad((n % 10 + 1)::text, 2, '0'), n / 10 % 20 + 1,
       (SELECT id FROM property_building WHERE name = 'Tower ' || n / 200), {units}
  FROM (SELECT * FROM property_unit ORDER BY id LIMIT 1) AS home,
       generate_series(0, {homes} - 1) AS n;
ANALYZE;
"""
COLUMNS = """
SELECT string_agg(quote_ident(column_name), ', ') FROM information_schema.columns
 WHERE table_name = '{table}' AND column_name <> ALL ('{{id, {but}}}')
"""


def grow(day, homes):
    """Put so many more homes on sale, without the papers that led there."""
    [[buildings]] = day.query(COLUMNS.format(table="property_building", but="name"))
    but = "name, floor, building_id"
    [[units]] = day.query(COLUMNS.format(table="property_unit", but=but))
    day.query(GROW.format(homes=homes, buildings=buildings, units=units))


@contextmanager
def watching(day, *logins):
    """Browsers of these users, in which the whole board is painted."""
    server = day.servers[0]
    with ExitStack() as stack:
        front = stack.enter_context(Front(server))
        browsers = [
            stack.enter_context(Browser(front.url, server.get_cookie(login)))
            for login in logins
        ]
        homes = len(day.get_homes())
        for browser in browsers:
            browser.go(BOARD, WATCH % homes)
        for browser in browsers:
            browser.wait(PAINTED)
            browser.wait(IS_CONNECTED)
        yield browsers


def get_changes(browser, home):
    """The tiles that changed, and when `home` did; once it has, and for a moment."""
    browser.wait(f"boardChanges.some(([_time, id]) => id === {home})")
    time.sleep(0.5)
    changes = browser.run("boardChanges")
    return {id_ for _time, id_ in changes}, min(
        moment for moment, id_ in changes if id_ == home
    )


def assert_led_by_keys(browser):
    """Arrows go from home to home, Enter opens one, Escape closes it again."""
    tile = "document.activeElement.closest('.o_unit_tile')?.dataset.id"
    below = browser.run("document.querySelectorAll('.o_unit_tile')[1].dataset.id")
    browser.run("document.querySelector('.o_unit_tile').focus()")
    browser.press("ArrowDown")
    assert browser.run(tile) == below
    # seen by the eye as well
    assert browser.run("document.activeElement.matches(':focus-visible')")
    browser.press("Enter")
    browser.wait("document.querySelector('.modal .o_unit_facts') !== null")
    browser.press("Escape")
    browser.wait("document.querySelector('.modal') === null")
    browser.wait(f"{tile} === '{below}'")


def assert_printed(browser, *texts):
    """The board alone is printed, on A3, with these texts."""
    pages = PdfReader(BytesIO(browser.print())).pages
    width, height = (round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:])
    assert (width, height) == (420, 297)
    text = "".join(page.extract_text() for page in pages)
    for one in texts:
        assert one in text
    assert "Price Lists" not in text


class Listener:
    """A websocket that listens to whatever it may, as anybody can open one.

    :param last: the id of a message: those after it are heard, of the last 50 seconds
    """

    def __init__(self, server, cookie, channels, last=0):
        from odoo.addons.bus.websocket import WebsocketConnectionHandler

        self.socket = websocket.create_connection(
            f"ws://127.0.0.1:{server.bus_port}/websocket"
            f"?version={WebsocketConnectionHandler._VERSION}",
            cookie=cookie,
            timeout=10,
        )
        data = {"channels": channels, "last": last}
        self.socket.send(json.dumps({"event_name": "subscribe", "data": data}))

    def hear(self, seconds):
        """The first that comes about homes within some seconds, or None."""
        end = time.monotonic() + seconds
        with suppress(websocket.WebSocketTimeoutException):
            while (left := end - time.monotonic()) > 0:
                self.socket.settimeout(left)
                for message in json.loads(self.socket.recv()):
                    if message["message"]["type"] == NOTIFICATION:
                        return message["message"]["payload"]
        return None

"""A headless Chromium of its own, led over its debugging port.

Beside Odoo's browser of `HttpCase`: several at once, on real servers.
"""

import base64
import json
import os
import resource
import shutil
import signal
import subprocess
import tempfile
import time
import urllib.request
from pathlib import Path

import websocket

PATIENCE = 60  # seconds that anything may take
FLAGS = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--hide-scrollbars",
    "--remote-debugging-port=0",
)


class Browser:
    """A browser in which somebody is logged in; to be used as a context.

    :param str url: the address of the server
    :param str cookie: the session, as the server gave it
    """

    def __init__(self, url, cookie, width=1440, height=900):
        self.url = url
        self.cookie = cookie
        self.size = {"width": width, "height": height}
        self.errors = []
        self.number = 0

    def __enter__(self):
        self.folder = Path(tempfile.mkdtemp(prefix="chromium_"))
        self.process = subprocess.Popen(
            ["chromium", *FLAGS, f"--user-data-dir={self.folder}", "about:blank"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            preexec_fn=free_memory,
            start_new_session=True,
        )
        try:
            self._connect()
        except BaseException:
            self.__exit__()
            raise
        return self

    def __exit__(self, *_exception):
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)

    def _connect(self):
        note = self.folder / "DevToolsActivePort"
        wait(lambda: note.exists() and note.read_text(), "the browser")
        port = note.read_text().split()[0]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/json") as answer:
            tabs = json.load(answer)
        [page] = [tab for tab in tabs if tab["type"] == "page"]
        self.socket = websocket.create_connection(
            page["webSocketDebuggerUrl"], suppress_origin=True, timeout=PATIENCE
        )
        for domain in ("Page", "Network", "Runtime"):
            self.call(f"{domain}.enable")
        self.call(
            "Emulation.setDeviceMetricsOverride",
            **self.size,
            deviceScaleFactor=1,
            mobile=self.size["width"] < 768,
        )
        name, _equals, value = self.cookie.partition("=")
        self.call("Network.setCookie", name=name, value=value, url=self.url)

    def call(self, method, **params):
        """The result of a command of the DevTools protocol."""
        self.number += 1
        self.socket.send(
            json.dumps({"id": self.number, "method": method, "params": params})
        )
        while True:
            message = json.loads(self.socket.recv())
            if message.get("method") == "Runtime.exceptionThrown":
                details = message["params"]["exceptionDetails"]
                self.errors.append(details.get("exception", {}).get("description"))
            if message.get("id") == self.number:
                assert "error" not in message, message["error"]
                return message["result"]

    def run(self, script):
        """The value of an expression, of a promise its result."""
        result = self.call(
            "Runtime.evaluate",
            expression=script,
            awaitPromise=True,
            returnByValue=True,
        )
        assert "exceptionDetails" not in result, result["exceptionDetails"]
        return result["result"].get("value")

    def go(self, path, before=""):
        """Begin to open a page.

        :param before: a script that runs before those of every page from now on
        """
        if before:
            self.call("Page.addScriptToEvaluateOnNewDocument", source=before)
        self.call("Page.navigate", url=f"{self.url}{path}")

    def wait(self, script):
        wait(lambda: self.run(script), script)

    def press(self, key):
        """Press a key and let it go."""
        text = {"text": "\r"} if key == "Enter" else {}
        code = {"Enter": 13, "Escape": 27, "Tab": 9}.get(key, 0)
        code = code or 37 + "Left Up Right Down".split().index(key[5:])
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent",
                type=kind,
                key=key,
                code=key,
                windowsVirtualKeyCode=code,
                **(text if kind == "keyDown" else {}),
            )

    def picture(self):
        """The page as PNG."""
        return base64.b64decode(self.call("Page.captureScreenshot")["data"])

    def print(self):
        """The page as PDF, in the size that its own styles say."""
        result = self.call("Page.printToPDF", preferCSSPageSize=True)
        return base64.b64decode(result["data"])


def free_memory():
    """Take off the limit that Odoo sets for itself: a browser reserves terabytes."""
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY,) * 2)


def wait(condition, what):
    """Wait until a condition is true."""
    deadline = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < deadline, f"Waited too long for {what}"
        time.sleep(0.05)

"""One address before a prefork server, as nginx is in production: a browser's websocket
goes to the process of the bus, all else to the workers.
"""

import socket
import threading
from contextlib import suppress

WEBSOCKET = b"GET /websocket?"
CHUNK = 1 << 16


class Front:
    """To be used as a context; `url` is the address.

    :param server: a running `killed_server.Server`
    """

    def __init__(self, server):
        self.server = server
        self.connections = []

    def __enter__(self):
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=128)
        self.url = f"http://127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self._accept, daemon=True).start()
        return self

    def __exit__(self, *_exception):
        for connection in [self.listener, *self.connections]:
            with suppress(OSError):  # closed by the other end
                connection.shutdown(socket.SHUT_RDWR)
            connection.close()

    def _accept(self):
        with suppress(OSError):  # the listener is closed at the end
            while True:
                client = self.listener.accept()[0]
                threading.Thread(target=self._serve, args=[client], daemon=True).start()

    def _serve(self, client):
        """Join a client to the port that its first request is for."""
        first = client.recv(CHUNK)
        is_bus = first.startswith(WEBSOCKET)
        port = self.server.bus_port if is_bus else self.server.port
        with suppress(OSError):  # a browser that goes away closes its connections
            upstream = socket.create_connection(("127.0.0.1", port))
            self.connections += [client, upstream]
            upstream.sendall(first)
            back = threading.Thread(target=pump, args=[upstream, client], daemon=True)
            back.start()
            pump(client, upstream)


def pump(source, target):
    """Pass on what comes, until it ends."""
    with suppress(OSError):  # as above
        while data := source.recv(CHUNK):
            target.sendall(data)
        target.shutdown(socket.SHUT_WR)

"""An office over HTTP on this machine, for what asks it from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any
from wsgiref.simple_server import WSGIRequestHandler, make_server

from django.core.wsgi import get_wsgi_application

from tests.web.office import HOST


class Quiet(WSGIRequestHandler):
    """Writes nothing of each request, and names the host at which the office answers."""

    def log_message(self, *args: object) -> None:
        """Nothing."""

    def get_environ(self) -> dict[str, Any]:
        """The office answers at one host alone."""
        return super().get_environ() | {"HTTP_HOST": HOST}


@contextmanager
def served() -> Iterator[str]:
    """The office over HTTP, from a thread of this process; its address."""
    server = make_server("127.0.0.1", 0, get_wsgi_application(), handler_class=Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

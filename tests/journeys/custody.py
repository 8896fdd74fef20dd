"""Proves that a .key and its password stay on the device: hears all that a browser sends and keeps, and looks for them.

``Tap`` is a proxy between the browser and the world: what it hears is what leaves, whoever in the browser sent it,
byte by byte. ``Storage`` sees every write to cookies, localStorage, sessionStorage, IndexedDB, the caches and the
window's name, even one that is erased later. ``Secrets.found_in`` looks in either for the key file, for the numbers of
the decrypted key and for the password, whole or in pieces of ``PIECE`` bytes and more, in the encodings a program
would use. It does not see through encryption or compression; the tests plant leaks to show what it does see.

Use::

    secrets = Secrets.of(key_file, password)
    with Tap() as tap:
        context = browser.new_context(proxy=tap.proxy)
        storage = Storage(context)
        ...                                     # walk
        assert secrets.found_in(tap.heard()) == []
        assert secrets.found_in(storage.kept()) == []
"""

from __future__ import annotations

import base64
import hashlib
import html
import json
import re
import socket
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Final
from urllib.parse import unquote_to_bytes, urlsplit

from cryptography.hazmat.primitives.asymmetric import rsa
from playwright.sync_api import BrowserContext, ProxySettings

PIECE: Final = 16  # bytes; any run of 2 * PIECE - 1 of a long secret holds one whole piece
MAX_HEAD: Final = 64 * 1024
LOCAL: Final = {"localhost", "127.0.0.1"}
# Chromium itself asks its maker about the shape of forms (hashes of names, never values); here nobody answers.
BROWSERS_OWN: Final = {"content-autofill.googleapis.com:443"}
PASSWORD_ENCODINGS: Final = ("utf-8", "cp1252", "utf-16-le", "utf-16-be")


# -- what must not leave


@dataclass(frozen=True)
class Secrets:
    """What must stay on the device, by name. ``needles`` are all the ways each would look outside."""

    needles: dict[bytes, str] = field(repr=False)

    @classmethod
    def of(cls, key_file: bytes, password: str, private: rsa.RSAPrivateKey) -> Secrets:
        """The secrets of one e.firma: its .key, its password, and the numbers of its private key."""
        numbers = private.private_numbers()
        parameters = {name: getattr(numbers, name) for name in ("d", "p", "q", "dmp1", "dmq1", "iqmp")}
        long = {"the .key file": key_file}
        long |= {name: number.to_bytes((number.bit_length() + 7) // 8) for name, number in parameters.items()}
        short = {f"the password ({encoding})": _encoded(password, encoding) for encoding in PASSWORD_ENCODINGS}
        short |= {
            f"{algorithm} of {name}": hashlib.new(algorithm, value, usedforsecurity=False).digest()
            for algorithm in ("md5", "sha1", "sha256")
            for name, value in (("the password", password.encode()), ("the .key file", key_file))
        }
        needles: dict[bytes, str] = {}
        for name, value in long.items():
            for at in range(0, len(value) - PIECE + 1, PIECE):
                needles |= {look: f"{name} in {how}" for how, look in _looks(value[at : at + PIECE])}
        for name, value in short.items():
            needles |= {look: f"{name} in {how}" for how, look in _looks(value)}
        return cls({look: what for look, what in needles.items() if look})

    def found_in(self, pieces: Iterable[tuple[str, bytes]]) -> list[str]:
        """«what, where» of every secret found in the named ``pieces``; empty when nothing left."""
        named = list(pieces)
        everything = _readings(b"\n".join(data for _, data in named))
        suspects = {look: what for look, what in self.needles.items() if any(look in seen for seen in everything)}
        if not suspects:
            return []
        places = [(where, _readings(data)) for where, data in named]
        return sorted(
            f"{what}, {where}"
            for look, what in suspects.items()
            for where in {where for where, readings in places if any(look in seen for seen in readings)} or {"in all"}
        )


def _encoded(password: str, encoding: str) -> bytes:
    try:
        return password.encode(encoding)
    except UnicodeEncodeError:
        return b""


def _looks(secret: bytes) -> Iterator[tuple[str, bytes]]:
    """How ``secret`` looks when it travels, forwards and backwards."""
    if not secret:
        return
    for direction, value in (("", secret), (" reversed", secret[::-1])):
        yield f"raw bytes{direction}", value
        yield f"bytes as UTF-8 text{direction}", value.decode("latin-1").encode()
        yield f"bytes as UTF-16 text{direction}", value.decode("latin-1").encode("utf-16-le")
        for separator in (",", ", ", " "):
            yield f"decimal{direction}", separator.join(str(byte) for byte in value).encode()
        for text, look in (("hexadecimal", value.hex().encode()), *(("base64", one) for one in _base64(value))):
            yield f"{text}{direction}", look
            yield f"{text} reversed{direction}", look[::-1]
            yield f"{text} as UTF-16{direction}", look.decode().encode("utf-16-le")


def _base64(value: bytes) -> Iterator[bytes]:
    """The base64 of ``value`` wherever it begins inside a longer text, standard and for URLs."""
    for shift in range(3):
        text = base64.b64encode(bytes(shift) + value)
        # Characters at both ends also carry bits of the neighbours.
        whole = text[-(-8 * shift // 6) : (8 * (shift + len(value))) // 6]
        yield whole
        yield whole.translate(bytes.maketrans(b"+/", b"-_"))


def _readings(data: bytes) -> set[bytes]:
    """``data`` as it is, and with one or two layers of escapes undone; hexadecimal also in small letters."""
    once = {data, _unpercent(data), _unescape(data), html.unescape(data.decode("latin-1")).encode("latin-1", "replace")}
    twice = once | {undone for seen in once for undone in (_unpercent(seen), _unescape(seen))}
    joined = twice | {re.sub(rb"[\r\n\t ]|%0[AD]", b"", seen) for seen in twice}
    return joined | {re.sub(rb"[:-]", b"", seen.lower()) for seen in joined}


def _unpercent(data: bytes) -> bytes:
    return unquote_to_bytes(data.replace(b"+", b" ")) if b"%" in data or b"+" in data else data


def _unescape(data: bytes) -> bytes:
    """JSON and JavaScript escapes, as UTF-8."""
    text = re.sub(rb"\\u([0-9a-fA-F]{4})", lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), data)
    text = re.sub(rb"\\x([0-9a-fA-F]{2})", lambda found: bytes([int(found[1], 16)]), text)
    return text.replace(rb"\"", b'"').replace(rb"\/", b"/").replace(rb"\\", b"\\")


# -- what leaves


class Tap:
    """A proxy of HTTP/1.1 on loopback that keeps all that the browser sends through it."""

    def __init__(self) -> None:
        self._server = socket.create_server(("127.0.0.1", 0))
        self._lock = threading.Condition()
        self._heard: list[tuple[str, bytearray]] = []

    @property
    def proxy(self) -> ProxySettings:
        """For ``browser.new_context``: everything passes here, loopback included."""
        return {"server": f"http://127.0.0.1:{self._server.getsockname()[1]}", "bypass": "<-loopback>"}

    def destinations(self) -> set[str]:
        """Whom the pages spoke to, as ``host:port``."""
        with self._lock:
            return {to for to, _ in self._heard} - BROWSERS_OWN

    def heard(self) -> list[tuple[str, bytes]]:
        """What was sent, a request each."""
        with self._lock:
            return [(f"sent to {to}", bytes(data)) for to, data in self._heard]

    def wait_for(self, text: bytes, within: float = 10.0) -> None:
        """Until a request that holds ``text`` was heard, or TimeoutError after ``within`` seconds."""
        with self._lock:
            if not self._lock.wait_for(lambda: any(text in data for _, data in self._heard), within):
                raise TimeoutError(f"{text!r} was not heard")

    def __enter__(self) -> Tap:
        threading.Thread(target=self._listen, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self._server.shutdown(socket.SHUT_RDWR)
        self._server.close()

    def _listen(self) -> None:
        while True:
            try:
                browser, _ = self._server.accept()
            except OSError:
                return  # closed: the test is over
            threading.Thread(target=self._serve, args=(browser,), daemon=True).start()

    def _serve(self, browser: socket.socket) -> None:
        with browser, suppress(OSError):  # either side may hang up: what was heard is kept
            head = b""
            while b"\r\n\r\n" not in head and len(head) < MAX_HEAD:
                more = browser.recv(65536)
                if not more:
                    break
                head += more
            if b"\r\n\r\n" not in head:
                return  # a connection opened in advance and never used
            line, _, rest = head.partition(b"\r\n")
            method, target, *_ = [*line.decode("latin-1").split(" "), "", ""]
            address = urlsplit(target if method != "CONNECT" else f"//{target}")
            to = f"{address.hostname or ''}:{address.port or 80}"
            data = bytearray(head)
            with self._lock:
                self._heard.append((to, data))
                self._lock.notify_all()
            if method == "CONNECT" or address.hostname not in LOCAL or not address.port:
                browser.sendall(b"HTTP/1.1 502 Not here\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                return
            path = (address.path or "/") + (f"?{address.query}" if address.query else "")
            # One request a connection, so that none passes unread.
            headers = re.sub(rb"(?i)\r\n(proxy-)?connection: [^\r]*", b"", b"\r\n" + rest)
            request = f"{method} {path} HTTP/1.1\r\nConnection: close".encode() + headers
            with socket.create_connection((address.hostname, address.port)) as upstream:
                upstream.sendall(request + self._rest_of_body(browser, data))
                while answer := upstream.recv(65536):
                    browser.sendall(answer)

    def _rest_of_body(self, browser: socket.socket, data: bytearray) -> bytes:
        """What of the body did not come with the head; a browser always says its length over HTTP/1.1."""
        length = re.search(rb"(?i)\r\ncontent-length: *(\d+)", data)
        whole = data.index(b"\r\n\r\n") + 4 + (int(length[1]) if length else 0)
        body = b""
        while len(data) < whole and (more := browser.recv(65536)):
            body += more
            with self._lock:
                data += more
        return body


# -- what stays in the browser

HOOKS: Final = Path(__file__).with_name("custody_hooks.js")
SNAPSHOT: Final = Path(__file__).with_name("custody_snapshot.js")


class Storage:
    """All that pages of a context write to where a browser keeps things."""

    def __init__(self, context: BrowserContext) -> None:
        self._context = context
        self.writes: list[tuple[str, bytes]] = []
        context.expose_binding("__custody", self._written)
        context.add_init_script(path=HOOKS)

    def _written(self, _source: dict[str, Any], what: str, text: str) -> None:
        self.writes.append((what, _both(base64.b64decode(text).decode())))

    def kept(self) -> list[tuple[str, bytes]]:
        """Every write heard, and what cookies, IndexedDB and the open pages' stores hold now."""
        kept = list(self.writes)
        kept.append(
            ("cookies and stores", _both(json.dumps(self._context.storage_state(indexed_db=True), ensure_ascii=False)))
        )
        snapshot = SNAPSHOT.read_text(encoding="utf-8").partition("\n")[2]
        for page in self._context.pages:
            for what, text in page.evaluate(snapshot) if page.url.startswith("http") else []:
                kept.append((what, _both(text)))
        return kept


def _both(text: str) -> bytes:
    """``text`` in UTF-8, and as the bytes its characters stand for."""
    return text.encode("utf-8", "surrogatepass") + b"\n" + text.encode("latin-1", "replace")

"""Whatever is written in the boxes of the office's own forms is answered in words, never with a fault."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

import pytest

from tests.web.routes import ROUTES, Route
from tests.web.walking import Walk, walk

__all__ = ["walk"]

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
FIELD = re.compile(r"<(?:input|textarea|select)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
BUTTON = re.compile(r"<button\b[^>]*?\bname=\"([^\"]+)\"[^>]*?\bvalue=\"([^\"]*)\"")
VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
ACTION = re.compile(r"\baction=\"([^\"]*)\"")
# What PostgreSQL refuses, what is not UTF-8 once it was cut, what is far too long, what is a number too large for any.
HOSTILE = ("\x00", "a\x00b", "\ud800", "Ñ" * 5_000, "9" * 400, "-1", "١٢", "' OR 1=1 --", "{0.__class__}", "\r\nX: y")
LEAVES = {"/salir", "/idioma"}


@dataclass(frozen=True)
class Filled:
    """One form of a page: where it goes, what it keeps as it is, and its boxes."""

    action: str
    kept: dict[str, str]
    boxes: tuple[str, ...]


def forms(path: str, page: str) -> list[Filled]:
    found = []
    for attributes, inside in FORM.findall(page):
        if 'method="post"' not in attributes or "multipart" in attributes:
            continue
        where = ACTION.search(attributes)
        kept: dict[str, str] = {}
        boxes = []
        for field in FIELD.finditer(inside):
            given = VALUE.search(field[0])
            if 'type="hidden"' in field[0] or 'type="radio"' in field[0]:
                kept[field[1]] = html.unescape(given[1]) if given else ""
            else:
                boxes.append(field[1])
        kept |= dict(BUTTON.findall(inside)[:1])
        kept.pop("csrfmiddlewaretoken", None)
        found.append(Filled(html.unescape(where[1]) if where and where[1] else path, kept, tuple(boxes)))
    return found


def pages() -> list[Route]:
    return [route for route in ROUTES if route.method == "GET" and not route.json and 200 in route.answers]


@pytest.mark.parametrize("hostile", HOSTILE, ids=ascii)
def test_no_box_of_any_page_breaks_the_office(walk: Walk, hostile: str) -> None:
    sent = 0
    for route in pages():
        for who in ("anonymous", "owner", "official"):
            page = walk.go(route, who)
            if page.status_code != 200 or "html" not in page.headers.get("Content-Type", ""):
                continue
            for form in forms(route.path.format(**walk.things), page.content.decode()):
                if not form.boxes or form.action in LEAVES or not form.action.startswith("/"):
                    continue
                typed = dict.fromkeys(form.boxes, hostile.encode("utf-8", "replace").decode())
                answer = walk.people[who].post(form.action, form.kept | typed)
                assert answer.status_code < 500, (who, route.path, form.action)
                sent += 1
    assert sent > 20

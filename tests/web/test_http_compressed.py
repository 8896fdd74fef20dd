"""What is the same for everybody travels compressed; what is of somebody does not."""

from __future__ import annotations

import gzip

from tests.web.office import HOST, Office
from ventanilla.web.design.components import HERE

CSS = "/static/dist/ventanilla.css"
SHIPPED = HERE.parents[1] / "static" / "dist" / "ventanilla.css"
LIMIT = 20 * 1024


def test_the_style_is_a_seventh_of_itself_and_the_same(office: Office) -> None:
    browser = office.browser("trabajadora")
    found = browser.client.get(CSS, HTTP_ACCEPT_ENCODING="gzip, br", HTTP_HOST=HOST)
    assert found.headers["Content-Encoding"] == "gzip"
    assert "Accept-Encoding" in found.headers["Vary"]
    assert len(found.content) <= LIMIT
    assert gzip.decompress(found.content) == SHIPPED.read_bytes()
    again = browser.client.get(CSS, HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST=HOST)
    assert again.content == found.content
    same = browser.client.get(
        CSS, HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST=HOST, HTTP_IF_MODIFIED_SINCE=found.headers["Last-Modified"]
    )
    assert same.status_code == 304


def test_who_does_not_read_it_gets_it_whole(office: Office) -> None:
    browser = office.browser("trabajadora")
    found = browser.client.get(CSS, HTTP_ACCEPT_ENCODING="identity", HTTP_HOST=HOST)
    assert "Content-Encoding" not in found.headers
    assert b"".join(found.streaming_content) == SHIPPED.read_bytes()  # type: ignore[attr-defined]  # a file's response


def test_a_page_of_somebody_is_never_compressed(office: Office) -> None:
    browser = office.browser("trabajadora")
    for path in ("/oficina", "/historia", "/historia/archivo.json"):
        found = browser.client.get(path, HTTP_ACCEPT_ENCODING="gzip", HTTP_HOST=HOST)
        assert found.status_code == 200
        assert "Content-Encoding" not in found.headers, path

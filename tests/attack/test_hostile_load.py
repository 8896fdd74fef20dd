"""A flood of rubbish does not take the office from the people who are in it."""

from __future__ import annotations

import http.client
import threading
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from tests.attack.visitors import visitor
from tests.journeys.conftest import Office, answers, office_folder, open_office

FLOOD_SECONDS = 20.0
FLOODERS = 8
PATHS = (
    ("POST", "/entrar", b"certificado=" + b"A" * 90_000),
    ("POST", "/entrar/reto", b""),
    ("GET", "/expedientes/7K3M9QX24HTH", b""),
    ("GET", "/verificar/7K3M9QX24HTH", b""),
    ("POST", "/verificar/", b"%PDF-" + b"/ByteRange [0 1 2 3]" * 5_000),
    ("GET", "/tramites?q=" + "a" * 4_000, b""),
    ("POST", "/api/v1/tramites/constancia_vigencia/solicitudes", b"[" * 100_000),
)


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """An office of its own."""
    with office_folder() as folder, open_office(folder) as opened:
        yield opened


@pytest.mark.attack
def test_people_are_served_during_a_flood(office: Office) -> None:
    person = visitor(office, "trabajadora")
    statuses: Counter[int] = Counter()
    stop = threading.Event()

    def flood() -> None:
        number = 0
        while not stop.is_set():
            method, path, body = PATHS[number % len(PATHS)]
            number += 1
            connection = http.client.HTTPConnection("localhost", office.port, timeout=30)
            try:
                connection.request(method, path, body or None, {"Content-Type": "application/x-www-form-urlencoded"})
                statuses[connection.getresponse().status] += 1
            except (OSError, http.client.HTTPException):
                statuses[0] += 1
            finally:
                connection.close()

    flooders = [threading.Thread(target=flood) for _ in range(FLOODERS)]
    for thread in flooders:
        thread.start()
    filed = []
    until = time.monotonic() + FLOOD_SECONDS
    while time.monotonic() < until:
        filed.append(person.file_constancia())
    stop.set()
    for thread in flooders:
        thread.join()
    assert filed
    assert len(set(filed)) == len(filed)
    assert not [status for status in statuses if status >= 500 or status == 0], statuses
    person.wait_until_sealed(filed[-1])
    assert answers(office.port) == 200

"""What ``/verificar/FOLIO`` takes in an office of ten thousand documents, beside a bare view over the same server.

Every document is issued and sealed by the office's own services. Each request asks for another folio, drawn with a
seed, from an address that changes before its limit: the whole stack in process, on the clock, so PostgreSQL's time
and whatever else the machine does are in it. The bare view makes as many queries, reads alone, and returns as many
bytes.

``VENTANILLA_BENCH_DOCUMENTS`` makes fewer.
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Callable, Iterator
from functools import partial
from itertools import count
from typing import Any, Final

from bench.documents_bench import AT
from bench.harness import ROUNDS, Spread, alternate
from bench.page_bench import Site, bare_view, in_office, queries_of, sign_in
from bench.sealing_bench import DOCUMENTS, issue, press_of_worker

TIMES: Final = 300  # requests of one round
FROM_ONE_ADDRESS: Final = 100  # requests: an address has 120 a minute
SEED: Final = 20261125


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of the page and of the answer for programs, p50 and p95 of each round, beside their bare twins."""
    return in_office(_measured, rounds)


def _measured(rounds: int) -> dict[str, Any]:
    from ventanilla.apps.documents.models import Document
    from ventanilla.apps.documents.sealing import document_seal
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.config.wsgi import application

    with press_of_worker() as press:
        for document in issue(DOCUMENTS):
            document_seal(document, press, now=AT)
    with scope(None):
        folios = list(
            Document.objects.filter(sealed_at__isnull=False).order_by("folio").values_list("folio", flat=True)
        )
    session, _ = sign_in()
    site, asked = Site(application, ""), _requests(folios)
    subjects: dict[str, _Asked] = {}
    costs: dict[str, dict[str, int]] = {}
    for name, ending in {"page": "", "json": ".json"}.items():
        queries, size = queries_of(site, f"/verificar/{folios[0]}{ending}")
        bare = Site(bare_view(queries, size, session), "")
        subjects[name] = _Asked(site, partial(_of, asked, ending))
        subjects[f"{name}_bare"] = _Asked(bare, lambda: ("/bare", ""))
        costs[name] = {"queries": queries, "bytes": size}
    p95 = alternate(dict(subjects), rounds)
    return {
        "documents": len(folios),
        "requests_a_round": TIMES,
        "seed": SEED,
        **{
            name: cost
            | {
                "p50_ms": Spread.of(subjects[name].halves[1:]).as_json(),
                "p95_ms": p95[name].as_json(),
                "bare_p50_ms": Spread.of(subjects[f"{name}_bare"].halves[1:]).as_json(),
                "bare_p95_ms": p95[f"{name}_bare"].as_json(),
                "p95_to_bare": round(p95[name].median / p95[f"{name}_bare"].median, 2),
            }
            for name, cost in costs.items()
        },
    }


class _Asked:
    """Rounds of requests: each call is one and gives its p95; ``halves`` keeps every p50, the warm-up's too."""

    def __init__(self, site: Site, request: Callable[[], tuple[str, str]]) -> None:
        self.site, self.request = site, request
        self.halves: list[float] = []

    def __call__(self) -> float:
        taken = []
        for _ in range(TIMES):
            path, address = self.request()
            began = time.perf_counter()
            self.site.get(path, address)
            taken.append((time.perf_counter() - began) * 1000)
        taken.sort()
        self.halves.append(taken[TIMES // 2])
        return taken[TIMES * 95 // 100]


def _requests(folios: list[str]) -> Iterator[tuple[str, str]]:
    """Folios, one after another without end, and the address that asks."""
    chance = random.Random(SEED)
    for number in count():
        place = number // FROM_ONE_ADDRESS
        yield chance.choice(folios), f"10.{place >> 16 & 255}.{place >> 8 & 255}.{place & 255}"


def _of(asked: Iterator[tuple[str, str]], ending: str) -> tuple[str, str]:
    folio, address = next(asked)
    return f"/verificar/{folio}{ending}", address


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))

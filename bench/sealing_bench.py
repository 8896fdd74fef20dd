"""Ten thousand documents, from the issued row to the sealed file in the storage, as the worker makes them.

One thread: print, sign the cadena and the QR, seal, keep the file (encrypted, on disk, with its fsync), write the
row. The processor's seconds are of the worker's process; PostgreSQL is beside it, on the same machine. Beside it, in
the same run: the three bare signatures that a document takes, and what each level of PAdES costs above the one before,
with a demonstration's own authorities: B-B, B-T (a timestamp), B-LT (its certificates and lists of revocation).

``VENTANILLA_BENCH_DOCUMENTS`` makes fewer.
"""

from __future__ import annotations

import json
import os
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any, Final

from bench.documents_bench import AT, PERSONA
from bench.harness import ROUNDS
from bench.page_bench import in_office

if TYPE_CHECKING:  # its tables exist only when Django is ready
    from ventanilla.apps.documents.api import Press

DOCUMENTS: Final = int(os.environ.get("VENTANILLA_BENCH_DOCUMENTS", "10000"))
BATCH: Final = 500  # documents issued in one transaction
SIGNATURES: Final = 3  # of the cadena, of the QR, of the file
BARE_TIMES: Final = 300
LEVEL_TIMES: Final = 200


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Documents a second of one core, and the milliseconds of one: half of them, and nineteen of twenty, within."""
    return in_office(lambda _: _sealed(), rounds)


@contextmanager
def press_of_worker() -> Iterator[Press]:
    """What the worker prints and seals with, and where it keeps the files, in a folder of its own."""
    from ventanilla.adapters.pki.demo_authority import create_authority, seal_issuer
    from ventanilla.adapters.seal.keys import create_institution_keys
    from ventanilla.adapters.seal.local import LocalSigner
    from ventanilla.adapters.storage.local import LocalStorage
    from ventanilla.adapters.storage.sealed import SealedStorage
    from ventanilla.apps.documents.api import Press, use_archive
    from ventanilla.config.environment import read
    from ventanilla.config.print_long import bounded_typesetter

    with TemporaryDirectory() as directory:
        keys = Path(directory) / "keys"
        authority, _ = create_authority(bits=2048)
        create_institution_keys(keys, issue_seal_certificate=seal_issuer(authority, "Instituto"), at=AT)
        use_archive(SealedStorage(LocalStorage.open(Path(directory) / "archivo"), os.urandom(32)))
        yield Press(bounded_typesetter(read()), LocalSigner.open(keys), "Instituto", "http://localhost:8000")


def _sealed() -> dict[str, Any]:
    from ventanilla.apps.documents.sealing import document_seal

    with press_of_worker() as press:
        issued = issue(DOCUMENTS + 1)
        document_seal(issued.pop(), press, now=AT)  # warm
        taken: list[float] = []
        cpu, start = time.process_time(), time.perf_counter()
        for document in issued:
            began = time.perf_counter()
            if not document_seal(document, press, now=AT):
                raise AssertionError("a document was sealed before: nothing was measured")
            taken.append((time.perf_counter() - began) * 1000)
        seconds, cpu = time.perf_counter() - start, time.process_time() - cpu
        bare = time.process_time()
        for number in range(BARE_TIMES):
            press.signer.sello(f"{number:0200d}")
        bare = (time.process_time() - bare) * 1000 / BARE_TIMES
    with TemporaryDirectory() as directory:
        levels = _levels(Path(directory))
    taken.sort()
    return {
        "documents": len(issued),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "per_second": round(len(issued) / seconds, 1),
        "per_core_second": round(len(issued) / cpu, 1),
        "milliseconds": {"p50": taken[len(taken) // 2], "p95": taken[len(taken) * 95 // 100], "max": taken[-1]},
        "cpu_ms_of_one": cpu * 1000 / len(issued),
        "bare_signatures_cpu_ms_of_one": bare * SIGNATURES,
        "ratio_to_bare_signatures": cpu * 1000 / len(issued) / (bare * SIGNATURES),
        "levels": levels,
    }


def _levels(var: Path) -> dict[str, Any]:
    """Seals of one printed sheet, nothing else: how many a second of one core, and the bytes of its file."""
    from functools import partial

    from bench.documents_bench import constancia_sheet
    from ventanilla.adapters.pki.demo_authority import open_authority, seal_issuer
    from ventanilla.adapters.pki.local import LocalCrls
    from ventanilla.adapters.seal.keys import create_institution_keys
    from ventanilla.adapters.seal.local import LocalSigner
    from ventanilla.adapters.seal.longterm import FileCompleter
    from ventanilla.adapters.tsa.embedded import FileStamper
    from ventanilla.adapters.tsa.local import LocalTimestamps
    from ventanilla.adapters.typeset.local import TypstTypesetter

    authority = open_authority(var / "pki")  # RSA-4096, as a demonstration's
    create_institution_keys(var / "keys", issue_seal_certificate=seal_issuer(authority, "Instituto"), at=AT)
    signer, tsa = LocalSigner.open(var / "keys"), LocalTimestamps.open(var / "pki")
    stamper, completer = FileStamper(tsa, tsa.trust), FileCompleter(LocalCrls(var / "pki"))
    sheet = constancia_sheet(signer, 1)
    printed = TypstTypesetter().print(sheet)
    bare = partial(signer.seal_pdf, printed, folio=sheet.folio, expires_on=sheet.expires_on, at=AT)
    stamped = partial(bare, stamp=lambda signature: stamper.stamp(signature, AT))
    makers: dict[str, Callable[[], bytes]] = {
        "B-B": bare,
        "B-T": stamped,
        "B-LT": lambda: completer.complete(stamped(), signer.seal, AT),
    }
    told = {}
    for name, make in makers.items():
        size = len(make())
        cpu = time.process_time()
        for _ in range(LEVEL_TIMES):
            make()
        told[name] = {"per_core_second": round(LEVEL_TIMES / (time.process_time() - cpu), 1), "bytes": size}
    return told


def issue(count: int) -> list[uuid.UUID]:
    """So many constancias of so many people, issued as the runner does; none is sealed yet."""
    from django.db import transaction

    from ventanilla.apps.documents.api import documents_issue
    from ventanilla.apps.eventlog.api import scope
    from ventanilla.domain.authority import SYSTEM
    from ventanilla.domain.documents import IssueDocument
    from ventanilla.kernel.acts import SubjectId
    from ventanilla.kernel.clock import civil_date
    from ventanilla.kit.perform import PerformContext
    from ventanilla.tramites.constancia_vigencia.decision import Constancia

    issued: list[uuid.UUID] = []
    for first in range(0, count, BATCH):
        orders = []
        for number in range(first, min(first + BATCH, count)):
            content = Constancia(civil_date(AT), (_person(number),))
            order = IssueDocument("constancia.typ", content, 30, "Constancia de vigencia.", f"PERSONA {number}")
            subject = SubjectId(uuid.uuid4())
            title = "Constancia de vigencia de derechos"
            context = PerformContext(uuid.uuid4(), "constancia_vigencia", title, subject, civil_date(AT), AT, SYSTEM)
            orders.append((order, context))
        with scope(None), transaction.atomic():
            issued += [ref.id for ref in documents_issue(orders)]
    return issued


def _person(number: int) -> Any:
    from datetime import date

    from ventanilla.domain.benefits import Vigencia
    from ventanilla.kernel.text import Text

    told = PERSONA | {
        "nombre": f"PERSONA NÚMERO {number}",
        "desde": date(2019, 3, 1),
        "motivo": Text("VIGENCIA_ALTA", "Trabaja para un empleador inscrito."),
        "cite": tuple(PERSONA["cite"]),
    }
    return Vigencia(**told)


if __name__ == "__main__":
    print(json.dumps(run(), indent=2))

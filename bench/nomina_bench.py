"""Ten thousand CFDI de nómina in a ZIP: read, read with their seals checked, and with SAT's stamps checked too.

Each reading is a process of its own, so that its memory is its own; the ZIP is on disk and is read from there. The
receipts are of the demonstration's employer and authority, of five and a half thousand bytes each.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
import zipfile
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from bench.harness import ROOT, Spread
from ventanilla.adapters.pki.demo_authority import DemoAuthority, create_authority, new_key
from ventanilla.adapters.pki.demo_identities import IdentityRequest, Variant, issue_identity
from ventanilla.formats import cfdi, zipped
from ventanilla.formats.cfdi.sello import Sellos
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.kernel.period import Period
from ventanilla.synthetic.payroll_receipts import RFC_STAMPER, Sellador, employer, payroll

RECEIPTS: Final = 10_000
SEED: Final = 20261122
PERIOD: Final = Period(date(2026, 11, 1), date(2026, 11, 15))
AT: Final = datetime(2026, 11, 22, 15, tzinfo=UTC)
PATRON: Final = employer(SEED, PERIOD.last)
FEW: Final = 3  # rounds: each takes half a minute
WAYS: Final = ("read", "seals", "seals_and_stamps")


def run(rounds: int) -> dict[str, Any]:
    """Read the same ZIP in each way, in turns; seconds of CPU and of clock, and the most memory, by way."""
    with TemporaryDirectory() as folder:
        path, stamp = Path(folder) / "nomina.zip", Path(folder) / "sat.cer"
        size = _write(path, stamp)
        taken: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
        for _ in range(min(rounds, FEW)):
            for way, results in taken.items():
                asked = [sys.executable, "-m", "bench.nomina_bench", str(path), str(stamp), way]
                done = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
                results.append(json.loads(done.stdout))
    return {
        "receipts": RECEIPTS,
        "bytes_each": size // RECEIPTS,
        "results": {
            way: {unit: Spread.of([one[unit] for one in results]).as_json() for unit in results[0]}
            for way, results in taken.items()
        },
    }


def _write(path: Path, stamp: Path) -> int:
    authority, _ = create_authority(2048)
    sealer, stamper = _sealer(authority, PATRON.rfc, 1), _sealer(authority, RFC_STAMPER, 2)
    stamp.write_bytes(stamper.certificate)
    size = 0
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as made:
        for name, xml in payroll(SEED, PATRON, PERIOD, RECEIPTS, sealer, timbrador=stamper):
            made.writestr(name, xml)
            size += len(xml)
    return size


def _sealer(authority: DemoAuthority, rfc: str, number: int) -> Sellador:
    who, key, serial = PATRON.persona, new_key(), f"3000100000070000{number:04d}"
    request = IdentityRequest("x", "x", "X", who.rfc, who.curp, "x@ejemplo.mx", "", Variant.CSD, "EMPRESA", rfc)
    return Sellador(key, issue_identity(request, key.public_key(), authority, serial, AT), serial)


def _read(path: Path, stamp: Path, way: str) -> dict[str, float]:
    sat = {"30001000000700000002": stamp.read_bytes()} if way == "seals_and_stamps" else {}
    sellos = None if way == "read" else Sellos(sat=sat)
    counted: Counter[str] = Counter()
    cpu, clock = time.process_time(), time.perf_counter()
    for member in zipped.members(File(path.name, lambda: path.open("rb"))):
        if isinstance(member, Finding):
            counted["finding"] += 1
        else:
            counted.update("finding" if isinstance(one, Finding) else "receipt" for one in cfdi.read(member, sellos))
    told = {"cpu_seconds": time.process_time() - cpu, "seconds": time.perf_counter() - clock}
    if counted != {"receipt": RECEIPTS}:
        raise SystemExit(f"the receipts are not read: {counted}")
    return told | {"memory_mib": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024}


if __name__ == "__main__":
    print(json.dumps(_read(Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3])))

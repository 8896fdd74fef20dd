"""``make bench``: run every measurement, keep the raw figures, and write the page that shows them.

``python -m bench`` runs all; ``python -m bench pki documents`` some; ``python -m bench --pages`` only writes
the pages again from the raw figures.
"""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any, Final

from bench.harness import PAGES, RESULTS, ROOT, ROUNDS, keep, machine, wait_until_quiet
from bench.pages import write_pages

BENCHES: Final = {
    "pki": ("bench.pki_bench", "e.firma verified on the server"),
    "documents": ("bench.documents_bench", "Documents: printing, sealing, verifying"),
    "long_table": ("bench.long_table", "A table of 61 pages in a bounded worker"),
    "sealing": ("bench.sealing_bench", "Documents sealed as the worker does"),
    "verification": ("bench.verification_bench", "Verifying a folio among all that the office issued"),
    "browser_signing": ("bench.browser_signing", "Opening the key and signing in the browser"),
    "accounts": ("bench.accounts_bench", "Entering with a password beside bare Argon2"),
    "contributions": ("bench.contributions_bench", "Contributions: full determinations of a worker"),
    "movements": ("bench.movements_bench", "Movement lines of an employer, read"),
    "nomina": ("bench.nomina_bench", "Payroll receipts in a ZIP, read"),
    "cedula": ("bench.cedula_bench", "The cédula of ten thousand workers"),
    "ledger": ("bench.ledger_bench", "Finding something in the ledger as it grows"),
    "employer_home": ("bench.employer_home_bench", "The pages of an employer of ten thousand workers"),
    "entitlement": ("bench.entitlement_bench", "Whether somebody is entitled, for a clinic's program"),
    "filing": ("bench.filing_bench", "Signed movements, filed over HTTP"),
    "filing_cost": ("bench.filing_cost_bench", "Where the time of one signed movement goes"),
    "lighthouse": ("bench.lighthouse_bench", "Lighthouse, as a telephone, on one's own pages"),
    "page": ("bench.page_bench", "Page CPU beside a bare Django view"),
}
APART: Final = ("lighthouse",)  # what asks for something to be installed first: `make lighthouse`


def main(arguments: list[str]) -> int:
    """Run the benches asked for, each in a process of its own."""
    if arguments[:1] == ["--one"]:
        return _one(arguments[1])
    if arguments != ["--pages"]:
        for name in arguments or [name for name in BENCHES if name not in APART]:
            print(f"{name}…", flush=True)
            done = subprocess.run([sys.executable, "-m", "bench", "--one", name], cwd=ROOT, check=False)
            if done.returncode != 0:
                print(f"{name} failed", file=sys.stderr)
                return done.returncode
    write_pages(RESULTS, PAGES)
    print(f"docs/benchmarks written ({', '.join(sorted(path.name for path in PAGES.glob('*.md')))})")
    return 0


def _one(name: str) -> int:
    import importlib
    import os

    module, title = BENCHES[name]
    quiet = wait_until_quiet()
    result: dict[str, Any] = importlib.import_module(module).run(ROUNDS)
    after = round(os.getloadavg()[0] / (os.cpu_count() or 1), 2)
    told = {"title": title, "machine": machine(), "load": quiet | {"load_per_core_after": after}, "result": result}
    json.dumps(told)  # what cannot be kept is found before the file is touched
    keep(name, told)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

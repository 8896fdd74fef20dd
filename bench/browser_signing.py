"""An e.firma opened and used in the browser: this office's module against node-forge, beside bare WebCrypto.

All in one page of Debian's Chromium, in turns, over eight different people's files, natively and with the
page's processor slowed six times (which slows the page's own thread, not WebCrypto's). Node builds the
page's script from the sources that ship, so this needs ``npm ci`` in ``frontend/``.
"""

from __future__ import annotations

import base64
import gzip
import json
import os
import subprocess
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright
from tests.journeys import efirma_files
from tests.journeys.static_server import DIST, StaticOffice

from bench.harness import ROOT, ROUNDS, alternate

FRONTEND: Final = ROOT / "frontend"
PEOPLE: Final = 8
SLOWED: Final = 6
SHIPPED: Final = ("sign.js", "worker.js")
LIMIT_BYTES: Final = 10_240
OURS: Final = "open and sign in"
THEIRS: Final = "node-forge: open and sign in"
FLOOR: Final = "WebCrypto: RSA-2048 sign"
CHROMIUM: Final = os.environ.get("VENTANILLA_CHROMIUM", "/usr/bin/chromium")
FLAGS: Final = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]


@dataclass(frozen=True)
class Person:
    """What the page is given of one person, in base64."""

    cer: str
    key: str
    password: str


def run(rounds: int = ROUNDS) -> dict[str, Any]:
    """Milliseconds of each subject (median, minimum, maximum), native and slowed, and the size of what ships."""
    people = [_person() for _ in range(PEOPLE)]
    with TemporaryDirectory() as folder, StaticOffice() as office, sync_playwright() as playwright:
        office.extra["/bench.js"] = _bundle(Path(folder) / "bench.js")
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        page = browser.new_page()
        page.goto(f"{office.origin}/bench.js")  # as text: a page of this origin that runs nothing
        page.evaluate(office.extra["/bench.js"].decode())
        page.evaluate("(people) => { globalThis.people = people; }", [asdict(person) for person in people])
        speeds = {"native": _measure(page, 1, rounds), f"slowed {SLOWED} times": _measure(page, SLOWED, rounds)}
        result = {"chromium": browser.version, "milliseconds": speeds, "shipped": _sizes()}
        browser.close()
    return result


def _measure(page: Page, slowed: int, rounds: int) -> dict[str, Any]:
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": slowed})
    names: list[str] = page.evaluate("() => Object.keys(bench)")
    spreads = alternate({name: _subject(page, name) for name in names}, rounds)
    ratios = {
        "node-forge over ours": spreads[THEIRS].median / spreads[OURS].median,
        "ours over the floor": spreads[OURS].median / spreads[FLOOR].median,
    }
    return {name: spread.as_json() for name, spread in spreads.items()} | {"ratios": ratios}


def _subject(page: Page, name: str) -> Callable[[], float]:
    """One turn of a subject: each person once, and the mean of a person."""

    def turn() -> float:
        total: float = page.evaluate(
            """async (name) => {
                let total = 0;
                for (const person of people) total += await bench[name](person);
                return total / people.length;
            }""",
            name,
        )
        return total

    return turn


def _person() -> Person:
    efirma = efirma_files.make("12345678a")
    return Person(base64.b64encode(efirma.cer).decode(), base64.b64encode(efirma.key).decode(), efirma.password)


def _bundle(target: Path) -> bytes:
    esbuild = FRONTEND / "node_modules/.bin/esbuild"
    if not esbuild.exists():
        raise FileNotFoundError("esbuild is not here: run `npm ci` in frontend/")
    arguments = [
        "bench/signing.mjs",
        "--bundle",
        "--minify",
        "--format=iife",
        f"--outfile={target}",
        "--log-level=warning",
    ]
    subprocess.run([str(esbuild), *arguments], cwd=FRONTEND, check=True)
    return target.read_bytes()


def _sizes() -> dict[str, Any]:
    sizes = {name: len(gzip.compress((DIST / name).read_bytes(), 9)) for name in SHIPPED}
    return {"gzip_bytes": sizes, "total": sum(sizes.values()), "limit": LIMIT_BYTES}


if __name__ == "__main__":
    print(json.dumps(run(), indent=2, ensure_ascii=False))

"""Lighthouse, as a telephone, on the pages that somebody opens after signing in: score, first view, a slow network.

It opens the demonstration, signs in once in Debian's Chromium, and has Lighthouse look at each page in that browser
with what it cached taken away: it never takes cookies away, so the session stays. Each page is looked at ``RUNS``
times and each figure is the median. Needs ``npm ci`` in ``tools/lighthouse`` (``make lighthouse`` does it).

A page more is a line of ``PAGES``.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from playwright.sync_api import sync_playwright
from tests.journeys.conftest import CHROMIUM, FLAGS, Office, free_port, office_folder, open_office
from tests.journeys.steps import sign_in
from tests.journeys.test_card import ask_for_card, open_card

from bench.harness import ROOT, ROUNDS

TOOL: Final = ROOT / "tools" / "lighthouse" / "node_modules" / "lighthouse" / "cli" / "index.js"
# Page -> its address, and who looks at it.
PAGES: Final = {
    "home": ("/oficina", "trabajadora"),
    "history": ("/historia", "trabajadora"),
    "card": ("/tarjeta/", "trabajadora"),
}
RUNS: Final = 3  # of each page; a machine that does something else is seen in their spread
SECONDS: Final = 240  # that one look may take
CATEGORIES: Final = ("performance", "accessibility", "best-practices")
FIGURES: Final = {  # milliseconds, but the layout shift, which has no unit
    "first-contentful-paint": "fcp",
    "largest-contentful-paint": "lcp",
    "total-blocking-time": "tbt",
    "speed-index": "speed_index",
    "cumulative-layout-shift": "cls",
    "server-response-time": "server",
}
# As Chromium's own tools throttle «Slow 3G»: 400 kbit/s and two seconds of round trip, and a slow processor.
SLOW_3G: Final = (
    "--throttling.rttMs=400",
    "--throttling.throughputKbps=400",
    "--throttling.requestLatencyMs=2000",
    "--throttling.downloadThroughputKbps=400",
    "--throttling.uploadThroughputKbps=400",
    "--throttling.cpuSlowdownMultiplier=4",
    "--throttling-method=devtools",
)


def run(_rounds: int = ROUNDS) -> dict[str, Any]:
    """Scores and figures of each page on a simulated 4G, and how long it takes on a slow 3G."""
    if not TOOL.exists():
        raise RuntimeError("Lighthouse is not there: run `make lighthouse`, or `npm ci` in tools/lighthouse")
    with office_folder(sown=False) as folder, open_office(folder) as office:
        return {
            "lighthouse": json.loads((TOOL.parents[1] / "package.json").read_text(encoding="utf-8"))["version"],
            "runs": RUNS,
            "slow_3g": {"kbps": 400, "latency_ms": 2000, "processor_slowed": 4},
            "pages": _looked_at(office),
        }


def _looked_at(office: Office) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for slug in dict.fromkeys(slug for _, slug in PAGES.values()):
        port = free_port()
        with TemporaryDirectory() as profile, sync_playwright() as playwright:
            context = playwright.chromium.launch_persistent_context(
                profile,
                executable_path=CHROMIUM,
                locale="es-MX",
                args=[*FLAGS, f"--remote-debugging-port={port}"],
            )
            with context.new_page() as page:
                sign_in(page, office, slug)
                ask_for_card(page, office, slug)
                open_card(page, office)
            for name, (path, who) in PAGES.items():
                if who == slug:
                    found[name] = _page(f"{office.origin}{path}", port)
                    print(f"  {name}: {json.dumps(found[name]['scores'])}", flush=True)
            context.close()
    return found


def _page(url: str, port: int) -> dict[str, Any]:
    plain = [_look(url, port) for _ in range(RUNS)]
    slow = [_look(url, port, SLOW_3G) for _ in range(RUNS)]
    last = plain[-1]
    return {
        "scores": {name: _median([one["categories"][name]["score"] for one in plain]) for name in CATEGORIES},
        "spread": {name: [one["categories"][name]["score"] for one in plain] for name in CATEGORIES},
        "figures": _figures(plain),
        "slow_3g": _figures(slow),
        "first_view_bytes": last["audits"]["total-byte-weight"]["numericValue"],
        "requests": _requests(last),
        "not_whole": sorted(_faults(last)),
    }


def _look(url: str, port: int, throttling: tuple[str, ...] = ()) -> dict[str, Any]:
    """What Lighthouse reports of one page. RuntimeError where it could not look, or saw another page."""
    with TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        only = ",".join(CATEGORIES)
        done = subprocess.run(
            ["node", str(TOOL), url, f"--port={port}", "--quiet", "--output=json", f"--output-path={told}",
             f"--only-categories={only}", "--no-enable-error-reporting", *throttling],
            env=os.environ | {"CHROME_PATH": CHROMIUM},
            capture_output=True,
            text=True,
            timeout=SECONDS,
            check=False,
        )  # fmt: skip
        if done.returncode != 0 or not told.exists():
            raise RuntimeError(f"{url}: {done.stderr[-2000:]}")
        report: dict[str, Any] = json.loads(told.read_text(encoding="utf-8"))
    if report.get("runtimeError") or report["finalDisplayedUrl"].partition("?")[0] != url:
        raise RuntimeError(f"{url}: {report.get('runtimeError')}, {report['finalDisplayedUrl']}")
    return report


def _figures(reports: list[dict[str, Any]]) -> dict[str, float]:
    return {
        short: round(_median([one["audits"][name]["numericValue"] for one in reports]), 3)
        for name, short in FIGURES.items()
        if all("numericValue" in one["audits"].get(name, {}) for one in reports)
    }


def _median(values: list[float]) -> float:
    return statistics.median(values)


def _requests(report: dict[str, Any]) -> dict[str, int]:
    """Bytes on the network by kind of thing."""
    found: dict[str, int] = {}
    for one in report["audits"]["network-requests"]["details"]["items"]:
        kind = one.get("resourceType", "Other")
        found[kind] = found.get(kind, 0) + int(one.get("transferSize", 0))
    return found


def _faults(report: dict[str, Any]) -> set[str]:
    """The audits that count for a score and did not get all of it."""
    found = set()
    for name in CATEGORIES:
        for reference in report["categories"][name]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 1:
                found.add(f"{name}/{reference['id']}: {audit['score']}")
    return found

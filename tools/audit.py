"""Asks the public services whether a locked dependency has a known vulnerability. `python tools/audit.py`

A vulnerability ends it with 1. A service that cannot be reached is said and is not a failure: a build without a network
is still a build, and what was not asked is on the screen.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 300  # seconds for one service


def python_findings(report: str) -> list[str] | None:
    """The vulnerabilities in pip-audit's report; None where there is no report."""
    try:
        dependencies = json.loads(report)["dependencies"]
    except (ValueError, KeyError, TypeError):
        return None
    return [f"{one['name']} {one['version']}: {flaw['id']}" for one in dependencies for flaw in one.get("vulns", [])]


def node_findings(report: str) -> list[str] | None:
    """The vulnerabilities in npm's report; None where there is no report."""
    try:
        found = json.loads(report)["vulnerabilities"]
    except (ValueError, KeyError, TypeError):
        return None
    return [f"{name}: {one['severity']}" for name, one in found.items()]


def _ask_python() -> str:
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        order = [sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes", "--progress-spinner=off"]
        order += ["-r", str(ROOT / "requirements" / "dev.lock"), "--format=json", f"--output={report}"]
        subprocess.run(order, check=False, timeout=PATIENCE, stderr=subprocess.DEVNULL)
        return report.read_text() if report.exists() else ""


def _ask_node() -> str:
    if shutil.which("npm") is None:
        return ""
    done = subprocess.run(
        ["npm", "audit", "--json"], cwd=ROOT / "frontend", check=False, timeout=PATIENCE, capture_output=True, text=True
    )
    return done.stdout


def main() -> int:
    """Ask both and say; the exit code."""
    failed = False
    for service, ask, read in (("PyPI", _ask_python, python_findings), ("npm", _ask_node, node_findings)):
        try:
            findings = read(ask())
        except subprocess.TimeoutExpired:
            findings = None
        if findings is None:
            print(f"{service}: NOT AUDITED, the service did not answer")
        else:
            print(f"{service}: {len(findings)} known vulnerabilities", *findings, sep="\n  ")
            failed = failed or bool(findings)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())

"""Everything the office installs may be used under Apache-2.0's company; an unknown licence is a refused one."""

from __future__ import annotations

import importlib.metadata
import json
import re

import pytest
from tests.architecture.house import ROOT

ALLOWED = {
    "0BSD", "Apache-2.0", "BSD-2-Clause", "BSD-3-Clause", "BlueOak-1.0.0", "CC0-1.0", "CC-BY-4.0", "ISC", "MIT",
    "MIT-0", "MIT-CMU", "OFL-1.1", "PSF-2.0", "Python-2.0", "Unlicense", "Zlib",
    "Apache-2.0 WITH LLVM-exception",  # the exception only adds permissions
    "LGPL-3.0-only", "MPL-2.0",  # used unmodified, as libraries that anyone can replace
}  # fmt: skip
# How makers wrote it before there were expressions: trove classifiers and free text.
WRITTEN = {
    "apache 2.0": "Apache-2.0",
    "apache software license": "Apache-2.0",
    "bsd license": "BSD-3-Clause",
    # pypdfium2: those of what it is made of (FreeType, libjpeg, libtiff, ICU…) were read, and none asks for more
    "bsd-3-clause, apache-2.0, dependency licenses": "BSD-3-Clause AND Apache-2.0",
    "mit license": "MIT",
    "mozilla public license 2.0 (mpl 2.0)": "MPL-2.0",
    "python software foundation license": "PSF-2.0",
}
NOT_HERE = {"colorama", "tzdata"}  # locked for another system; installed only there


def acceptable(expression: str) -> bool:
    """Whether an SPDX expression (``A OR B``, ``A AND B``) leaves us a licence that may be used.

    >>> acceptable("(MIT OR GPL-2.0-only) AND ISC"), acceptable("MIT AND AGPL-3.0-only")
    (True, False)
    """
    text = expression.strip()
    while text.startswith("(") and _closes(text) == len(text) - 1:
        text = text[1:-1].strip()
    for word, judge in ((" OR ", any), (" AND ", all)):
        parts = _split(text, word)
        if len(parts) > 1:
            return judge(acceptable(part) for part in parts)
    return text in ALLOWED


def _closes(text: str) -> int:
    depth = 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0:
            return place
    return -1


def _split(text: str, word: str) -> list[str]:
    parts, depth, start = [], 0, 0
    for place, letter in enumerate(text):
        depth += {"(": 1, ")": -1}.get(letter, 0)
        if depth == 0 and text.startswith(word, place):
            parts.append(text[start:place])
            start = place + len(word)
    return [*parts, text[start:]]


def licence_of(name: str) -> str:
    """What a distribution says its licence is, as an SPDX expression; empty where it says nothing."""
    metadata = importlib.metadata.metadata(name).json
    classifiers = metadata.get("classifier", [])
    said = [
        metadata.get("license_expression", ""),
        *(line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::")),
        metadata.get("license", ""),
    ]
    found = [WRITTEN.get(text.strip().lower(), text.strip()) for text in map(str, said) if text.strip()]
    return found[0] if found else ""


LOCKED = sorted(
    {
        name
        for extra in ("formatos", "oficina", "batch")
        for name in re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / f"{extra}.lock").read_text(), re.MULTILINE)
    }
)


@pytest.mark.parametrize("name", [name for name in LOCKED if name not in NOT_HERE])
def test_each_distribution_of_an_installation_may_be_used(name: str) -> None:
    licence = licence_of(name)
    assert acceptable(licence), f"{name}: {licence or 'says no licence'}"


@pytest.mark.parametrize("planted", ["GPL-3.0-only", "AGPL-3.0-or-later", "", "Proprietary", "MIT AND GPL-2.0-only"])
def test_a_planted_licence_is_refused(planted: str) -> None:
    assert not acceptable(planted)


def test_each_node_package_of_the_frontend_may_be_used() -> None:
    packages = json.loads((ROOT / "frontend" / "package-lock.json").read_text())["packages"]
    refused = {
        path: package.get("license", "says no licence")
        for path, package in packages.items()
        if path and not acceptable(str(package.get("license", "")))
    }
    assert refused == {}
    assert packages, "the lock file names something"

"""No address of the machine that wrote it, no address where a lock file would fetch from."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from tests.architecture.house import ROOT

ADDRESS = re.compile(r"(?:https?|git\+\w+|file)://|\bresolved\b|--(?:extra-)?index-url|--find-links")
MACHINE = re.compile(r"(?<![\w.])/(?:work|root|home)/[a-z]")
OPENFISCA = ROOT / "tests" / "conformance" / "openfisca"  # a program apart, with a lock of its own
LOCKS = [
    *sorted((ROOT / "requirements").glob("*.lock")),
    OPENFISCA / "requirements.lock",
    ROOT / "frontend" / "package-lock.json",
]
# An npm lock says where to read about a package's makers; it is not fetched from.
ABOUT = re.compile(r'^\s*"(?:url|funding)":')


def addresses(text: str) -> list[str]:
    """The lines of a lock file that tell an installer where to fetch from."""
    return [line.strip() for line in text.splitlines() if ADDRESS.search(line) and not ABOUT.match(line)]


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_no_lock_file_carries_an_address(lock: Path) -> None:
    assert addresses(lock.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "planted",
    [
        "--index-url https://registry.example/simple",
        '      "resolved": "https://registry.example/a.tgz",',
        "a @ git+https://forge.example/a",
        "a @ file:///a.whl",
    ],
)
def test_a_planted_address_is_found(planted: str) -> None:
    assert addresses(planted) == [planted.strip()]


@pytest.mark.parametrize("lock", [lock for lock in LOCKS if lock.suffix == ".lock"], ids=lambda lock: lock.name)
def test_every_locked_distribution_has_its_digests(lock: Path) -> None:
    entries = re.split(r"\n(?=\S)", re.sub(r"^#.*\n", "", lock.read_text(), flags=re.MULTILINE).strip())
    assert [entry for entry in entries if "--hash=sha256:" not in entry] == []


def test_no_file_names_the_machine_it_was_written_on() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    found = []
    for name in filter(None, listed.decode().split("\0")):
        path = ROOT / name
        if path.is_file() and path.suffix not in {".png", ".ttf", ".woff2", ".otf"} and path != Path(__file__):
            text = path.read_text(encoding="utf-8", errors="replace")
            found += [f"{name}: {match[0]}" for match in MACHINE.finditer(text)]
    assert found == []


def test_a_planted_machine_path_is_found() -> None:
    assert MACHINE.search("open('/work/main')")
    assert MACHINE.search("see /root/x")
    assert not MACHINE.search("https://a.example/work/x")


PAGES = [ROOT / "README.md", ROOT / "README.es.md", *sorted((ROOT / "docs").rglob("*.md"))]
LINK = re.compile(r"\]\((?![a-z]+:|#)([^)#\s]+)")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_points_to_is_there(page: Path) -> None:
    targets = LINK.findall(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_the_readme_shows_pictures() -> None:
    for page in PAGES[:2]:
        assert sum(target.endswith(".png") for target in LINK.findall(page.read_text(encoding="utf-8"))) >= 5

"""Looks for keys, tokens and real people in what the repository would publish. `python tools/scan_secrets.py [FILE…]`

Without files it reads everything that git knows. It prints each finding (never the secret itself) and ends with 1
where there is one. A CURP that is right to its check digit belongs to somebody: only those of people who never existed
or of an authority's published examples may stand here, and `tools/people-who-never-existed.txt` names each.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PEOPLE = ROOT / "tools" / "people-who-never-existed.txt"
LARGEST = 20 * 1024 * 1024  # bytes of one file; nothing larger belongs in the repository

SECRETS = {
    "a private key (PEM)": rb"-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----\s+(?:[\w-]+: [^\n]+\s+)*[A-Za-z0-9+/=]{16}",
    "a private key (base64)": rb"MII[A-Za-z0-9+/]{1,4}IBADANBgkqhkiG9w0BAQEFAASC|MII[A-Za-z0-9+/]{3,8}gkqhkiG9w0BBQ0w",
    "a private key (DER)": (
        rb"\x30\x82..(?:\x02\x01\x00)?\x30[\x0d-\x60]\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01(?:\x05\x0d|\x01\x01\x05\x00\x04)"
    ),
    "an access key of a cloud": rb"\b(?:AKIA|ASIA)[A-Z0-9]{16}\b|\bAIza[A-Za-z0-9_-]{35}\b",
    "a token of a forge": rb"\b(?:gh[pousr]_[A-Za-z0-9]{36}|github_pat_[A-Za-z0-9_]{60,}|glpat-[A-Za-z0-9_-]{20})\b",
    "a token of a chat or a payment": rb"\bxox[baprs]-[A-Za-z0-9-]{20,}|\b[rs]k_live_[A-Za-z0-9]{20,}",
    "a token of a registry": rb"\bnpm_[A-Za-z0-9]{36}\b|\bpypi-AgEI[A-Za-z0-9_-]{50,}",
    "a web token": rb"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    "a password in an address": rb"\b[a-z]{3,12}://[^\s:/@'\"{}<>$%]+:[^\s:/@'\"{}<>$%]{12,}@",
}
KEY_FILES = {".key", ".pem", ".p12", ".pfx", ".jks", ".keystore"}
CURP = re.compile(rb"(?<![A-Z0-9])[A-Z]{4}\d{6}[HMX][A-Z]{5}[A-Z0-9]\d(?![A-Z0-9])")
LETTERS = "0123456789ABCDEFGHIJKLMNÑOPQRSTUVWXYZ"


def right_curp(curp: str) -> bool:
    """Whether the last digit is the one that the other seventeen characters give."""
    total = sum(LETTERS.index(letter) * (18 - place) for place, letter in enumerate(curp[:17]))
    return curp[17] == str(-total % 10)


def scan(name: str, content: bytes, people: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The line and the kind of each finding in one file."""
    if Path(name).suffix in KEY_FILES:
        yield 1, "a file of keys"
    for kind, pattern in SECRETS.items():
        for found in re.finditer(pattern, content, re.DOTALL):
            yield content.count(b"\n", 0, found.start()) + 1, kind
    for found in CURP.finditer(content):
        curp = found[0].decode()
        if right_curp(curp) and curp not in people:
            yield content.count(b"\n", 0, found.start()) + 1, f"a CURP that nobody has said is synthetic ({curp[:4]}…)"


def known_people(text: str) -> frozenset[str]:
    """The CURPs of the list: one at the start of each line, the rest of the line says where it comes from."""
    return frozenset(line.split()[0] for line in text.splitlines() if line.strip() and not line.startswith("#"))


def published() -> list[str]:
    """What git knows of this checkout."""
    done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    return [name for name in done.stdout.decode().split("\0") if name and (ROOT / name).is_file()]


def main(names: list[str]) -> int:
    """Scan and say; the exit code."""
    people = known_people(PEOPLE.read_text(encoding="utf-8"))
    findings = 0
    scanned = names or published()
    for name in scanned:
        path = ROOT / name
        if path.stat().st_size > LARGEST:
            print(f"{name}: larger than {LARGEST} bytes, and not scanned")
            findings += 1
            continue
        for line, kind in scan(name, path.read_bytes(), people):
            print(f"{name}:{line}: {kind}")
            findings += 1
    print(f"{len(scanned)} files scanned, {findings} findings")
    return 1 if findings else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

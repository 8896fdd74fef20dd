"""Let asn1crypto read the RFC in a SAT subject. Import this before pyHanko.

asn1crypto types 2.5.4.45 as BIT STRING; the tax authority writes text there, so any access to such a
subject raises "tag should have been 3, but 19 was found" (https://github.com/wbond/asn1crypto/issues/228).
The version is pinned because this reaches into a table of the library. An object read this way is never
re-encoded: its T61String is latin-1, which asn1crypto would write otherwise.
"""

from __future__ import annotations

from typing import Final

import asn1crypto  # type: ignore[import-untyped]  # it ships no types
from asn1crypto import x509

PATCHED_VERSION: Final = "1.5.1"
UNIQUE_IDENTIFIER: Final = "unique_identifier"


class UnexpectedVersion(ImportError):
    """An asn1crypto other than the one this patch was written for."""


def apply() -> None:
    """Read 2.5.4.45 as DirectoryString; UnexpectedVersion for an asn1crypto nobody read."""
    if asn1crypto.__version__ != PATCHED_VERSION:
        raise UnexpectedVersion(f"asn1crypto {asn1crypto.__version__}; the patch is for {PATCHED_VERSION}")
    x509.NameTypeAndValue._oid_specs[UNIQUE_IDENTIFIER] = x509.DirectoryString


apply()

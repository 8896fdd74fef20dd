"""What every use of Typst shares: our fonts, our standards, and nothing above our package."""

from __future__ import annotations

from datetime import datetime, timezone
from pathlib import Path
from typing import Final

import ventanilla
from ventanilla.kernel.clock import CIVIL_ZONE

ROOT: Final = Path(ventanilla.__file__).parent  # nothing above the package can be read by a template
FONTS: Final = Path(__file__).parent / "fonts"
STANDARDS: Final = ("a-2a", "ua-1")


def fixed_offset(moment: datetime) -> datetime:
    """The civil time of ``moment``, with an offset that a PDF can write."""
    civil = moment.astimezone(CIVIL_ZONE)
    offset = civil.utcoffset()
    assert offset is not None  # a zone of the IANA database always has one
    return civil.astimezone(timezone(offset))

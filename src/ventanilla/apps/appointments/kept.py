"""What appointments keep (see ``domain.rights.Kept``): nothing yet."""

from __future__ import annotations

from typing import Final

from ventanilla.domain.rights import Keeps

KEEPS: Final = Keeps(
    title="Appointments (`apps/appointments`)",
    preface="Nothing is kept here: the next appointment is read from the installation's book each time it is shown.",
    tables=(),
)

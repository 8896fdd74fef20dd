"""From a folio to whom its case is about, for officials whose page says who looked."""

from __future__ import annotations

from ventanilla.apps.eventlog.api import scope
from ventanilla.kernel.acts import SubjectId

from .models import Case


def subject_of_folio(folio: str) -> SubjectId | None:
    """Whom the filed case with this folio is about; None where there is none."""
    with scope(None):
        found = Case.objects.filter(folio=folio).values_list("subject", flat=True).first()
    return None if found is None else SubjectId(found)

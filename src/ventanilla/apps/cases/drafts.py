"""A draft as today's Form asks it, whatever version it was begun with."""

from __future__ import annotations

from ventanilla.kit import Form
from ventanilla.kit.tramite import AnyTramite

from .models import Case


def draft_now(tramite: AnyTramite, case: Case) -> dict[str, str]:
    """The answers of ``case``, carried over to the Form's version of today."""
    if case.form_version == tramite.form.VERSION:
        return dict(case.draft)
    form: type[Form] = tramite.form
    return form.migrate(case.form_version, case.draft)

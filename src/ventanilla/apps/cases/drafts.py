"""What a case holds and the Form that reads it: a draft as today's asks it; what was signed, as it was signed."""

from __future__ import annotations

from ventanilla.domain.cases import State
from ventanilla.kit import Form
from ventanilla.kit.tramite import AnyTramite

from .models import Case


def draft_now(tramite: AnyTramite, case: Case) -> dict[str, str]:
    """The answers of ``case``, carried over to the Form's version of today."""
    if case.form_version == tramite.form.VERSION:
        return dict(case.draft)
    form: type[Form] = tramite.form
    return form.migrate(case.form_version, case.draft)


def form_of(tramite: AnyTramite, case: Case) -> type[Form]:
    """The Form that ``case`` is read with: the one it was signed with, where its trámite keeps it; else today's."""
    today: type[Form] = tramite.form
    if State(case.state) is State.BORRADOR:
        return today
    earlier = today.EARLIER.get(case.form_version, today)
    if not issubclass(earlier, Form):
        raise TypeError(f"{tramite.key}: a Form of before is a Form")
    return earlier


def answers_now(tramite: AnyTramite, case: Case) -> dict[str, str]:
    """The answers of ``case`` as `form_of` asks them."""
    return dict(case.draft) if case.form_version == form_of(tramite, case).VERSION else draft_now(tramite, case)

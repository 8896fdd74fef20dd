"""The files of a case, for the Form that asked for them; none is looked for where no question wants any."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ventanilla.apps.attachments.api import files_of
from ventanilla.kit import FileRef, Form
from ventanilla.kit.files import ids_of, wanted_by
from ventanilla.kit.tramite import AnyTramite

from .drafts import answers_now, form_of
from .models import Case


def solicitud_read(tramite: AnyTramite, case: Case, on: date) -> Form:
    """What a case says, checked on the day ``on``; FormProblems where it is not a request yet, or no longer."""
    form = form_of(tramite, case)
    return form.read(answers_now(tramite, case), on, _files(form, case))


def file_ids(form: type[Form], draft: Mapping[str, str]) -> tuple[str, ...]:
    """The ids of every file that a draft answers with."""
    return tuple(each for name in wanted_by(form.model_fields) for each in ids_of(draft, name))


def _files(form: type[Form], case: Case) -> Mapping[str, FileRef]:
    return files_of(case.id) if wanted_by(form.model_fields) else {}

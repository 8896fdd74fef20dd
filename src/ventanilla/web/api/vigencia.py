"""Whether whoever stands before a clinic is entitled to medical care today: for the clinic's own program.

Only a key that was made for this, of an official who attends people now. The number goes in the body, never in an
address; the answer says neither who the person is nor where they work; and they see that the clinic asked.
"""

from __future__ import annotations

from typing import Any, Final

from django.conf import settings
from django.http import HttpResponse, HttpResponseBase
from django.views.decorators.http import require_POST

from ventanilla.apps.affiliation.api import historia_by_number
from ventanilla.apps.eventlog.api import access_record, scope
from ventanilla.apps.staff.api import official_post
from ventanilla.domain.authority import Role
from ventanilla.domain.benefits import vigencia
from ventanilla.domain.identifiers import curp, nss
from ventanilla.domain.programs import Scope
from ventanilla.domain.rights import ReaderKind, Reading, Why
from ventanilla.kernel.text import Text
from ventanilla.web.guards import VisitRequest, api
from ventanilla.web.problems import problem

from .reading import answered, with_body
from .shapes import Vigencia
from .taking import NOT_A_TEXT, NOT_ASKED, refused

SIN_REGISTRO: Final = "SIN_REGISTRO"
MAX_NUMBER: Final = 40  # characters of a number as it is sent
NUMBERS: Final = {"nss": (nss.compact, nss.is_valid), "curp": (curp.compact, curp.is_valid)}
ONE_OF_TWO: Final = Text("NSS_O_CURP", "Envíe el NSS o la CURP: uno de los dos.")
NO_NUMBER: Final = Text("NUMERO_ILEGIBLE", "El número no está completo o tiene un dígito cambiado. Revíselo.")


@api(Scope.VIGENCIA)
@require_POST
@with_body
def entitlement(request: VisitRequest, body: dict[str, Any]) -> HttpResponseBase:
    """The answer for one person."""
    now, actor = settings.VENTANILLA_CLOCK.now(), request.visit.actor
    own = request.program is not None and actor.acts_for is None
    post = official_post(actor, Role.MOSTRADOR, now) if own else None
    if post is None:  # a session, a key for somebody else, or an official who attends nobody any more
        return problem(request, "PROHIBIDO")
    said = {name: value for name, value in body.items() if value != ""}
    wrong = _wrong(said)
    if wrong:
        return refused(request, wrong)
    ((name, value),) = said.items()
    with scope(None):  # set once, for the reading and for the note of it
        historia = historia_by_number(**{name: NUMBERS[name][0](value)})
        if historia is None:
            return _unknown()
        access_record(
            [historia.subject],
            what=Reading.VIGENCIA,
            why=Why.ATENCION,
            by=actor,
            reader=ReaderKind.OFICIAL,
            post=post[0],
            unit=post[1],
            now=now,
        )
    today = settings.VENTANILLA_CLOCK.today()
    found = vigencia(historia, today)
    return answered(
        Vigencia(
            vigente=found.vigente,
            al=today,
            hasta=found.hasta,
            motivo=found.motivo.code,
            umf=found.umf,
            delegacion=found.delegacion,
            agregado=found.agregado,
        )
    )


def _wrong(said: dict[str, Any]) -> dict[str, Text]:
    unknown = set(said) - set(NUMBERS)
    if unknown:
        return dict.fromkeys(unknown, NOT_ASKED)
    if len(said) != 1:
        return dict.fromkeys(NUMBERS, ONE_OF_TWO)
    ((name, value),) = said.items()
    if not isinstance(value, str) or len(value) > MAX_NUMBER:
        return {name: NOT_A_TEXT}
    return {} if NUMBERS[name][1](value) else {name: NO_NUMBER}


def _unknown() -> HttpResponse:
    """The same shape for whoever the register does not know: what a clinic needs, to send them to the counter."""
    return answered(
        Vigencia(
            vigente=False,
            al=settings.VENTANILLA_CLOCK.today(),
            hasta=None,
            motivo=SIN_REGISTRO,
            umf="",
            delegacion="",
            agregado="",
        )
    )

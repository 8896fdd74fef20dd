"""What is owed for one worker, for programs: the figures, and the tree that terminal, page and PDF show too.

Anybody may ask: nothing is kept, and no register is read. Amounts are texts in pesos.
"""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_safe

from ventanilla import law
from ventanilla.apps.accounts.api import LimitedAct, LockedOut, attempt_allowed
from ventanilla.domain.contributions import RAMOS, Determinacion, Parte, Ramo, determinar, explicar
from ventanilla.kernel.calendar import MissingYear
from ventanilla.kernel.refusal import BadInput
from ventanilla.kernel.text import Text
from ventanilla.law.explanation import plain, tree_json
from ventanilla.web.design.templatetags.design import sentence
from ventanilla.web.devices import address_of
from ventanilla.web.errors import too_many_requests
from ventanilla.web.guards import public
from ventanilla.web.problems import problem

from .reading import answered, conditional_taking
from .shapes import Aviso, Cuotas, Explicacion, RamoDeCuotas
from .taking import refused
from .worker import NAMES, Asked, WrongValues, asked


@public
@csrf_exempt
@require_safe
@conditional_taking(NAMES)
def cuotas(request: HttpRequest) -> HttpResponse:
    """What is owed for one worker in some days, by branch, and why."""
    try:
        attempt_allowed(LimitedAct.CALCULATION, account_key="", address=address_of(request))
    except LockedOut as error:
        return too_many_requests(request, error.until)
    if any(len(request.GET.getlist(name)) > 1 for name in request.GET):
        return problem(request, "PARAMETRO")  # which of the two?
    try:
        worker = asked(request.GET.dict())
        with law.choosing(law.profile(worker.perfil).values):
            owed = determinar(worker.trabajador, worker.periodo, worker.patron)
            return answered(_shape(worker, owed), sparse=True)
    except WrongValues as error:
        return refused(request, error.fields)
    except BadInput as error:
        return refused(request, {error.campo: error.reason})
    except (law.LawError, MissingYear) as error:
        said = Text(error.reason.code, error.told.template, **error.told.values)  # its code, in words for a caller
        return refused(request, {_asked_of_the_law(error.reason): said})


def _asked_of_the_law(reason: Text) -> str:
    """The parameter that leads to what the law loaded does not say: a modalidad, a pension, or the days."""
    which = str(reason.values.get("que", ""))
    return which if which in NAMES else "desde"


def _shape(worker: Asked, owed: Determinacion) -> Cuotas:
    return Cuotas(
        patron=plain(owed.patron),
        obrero=plain(owed.obrero),
        ramos={ramo.key: _branch(ramo, owed) for ramo in RAMOS},
        advertencias=[_told(text) for text in owed.advertencias],
        supuesto=None if worker.assumed is None else _told(worker.assumed),
        perfil=worker.perfil,
        explicacion=Explicacion.model_validate(tree_json(explicar(owed))),
    )


def _branch(ramo: Ramo, owed: Determinacion) -> RamoDeCuotas:
    return RamoDeCuotas(
        patron=None if ramo.employer is None else plain(owed.ramo(ramo.key, Parte.PATRON)),
        obrero=None if ramo.worker is None else plain(owed.ramo(ramo.key, Parte.OBRERO)),
        dias=owed.dias(ramo.key),
    )


def _told(text: Text) -> Aviso:
    return Aviso(codigo=text.code, texto=sentence(text))

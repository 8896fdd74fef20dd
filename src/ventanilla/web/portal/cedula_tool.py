"""``/herramientas/cedula``: from an employer's own files to an explained cédula, without account and keeping nothing.

The server has no memory of it: what was read travels in the page, every act brings it again, and nothing is written
anywhere but the count of how often an address comes. A POST is the only way in, so that no datum is in an address.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Final

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import translation
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from ventanilla.apps.accounts.api import LimitedAct, LockedOut, attempt_allowed
from ventanilla.domain.contributions import Zona
from ventanilla.formats.planilla import Planilla
from ventanilla.kernel.period import Period
from ventanilla.kernel.text import Text
from ventanilla.web.design.shapes import Sentence
from ventanilla.web.devices import address_of
from ventanilla.web.downloads import download as handed
from ventanilla.web.errors import too_many
from ventanilla.web.guards import public
from ventanilla.web.uploads import TOOL_BYTES, ToolUpload, too_large_size

from . import cedula_asking as asking
from .cedula_asking import Asked, Given
from .cedula_download import NAMES, NotMade, download
from .cedula_form import MEBIBYTE, Wrong, form_page, unwritten
from .cedula_pages import person_page, result_page, total_page
from .cedula_reading import COMMAND, NotRead, Reading, packed, read_uploads, unpacked
from .cedula_work import NoLaw, Worked, joined, work
from .sign_in import language_cookie

ADDRESS: Final = "/herramientas/cedula"
FILES: Final = "archivos"
STATE: Final = "estado"
DIGITS: Final = 4  # of the number of a section or of a page
METHODS: Final = ["GET", "HEAD", "POST"]
NO_FILES: Final = Text("HERRAMIENTA_SIN_ARCHIVOS", "Elija al menos un archivo.")
TOO_LARGE: Final = Text(
    "HERRAMIENTA_MUY_GRANDE",
    "Sus archivos pesan más de {megas} MB en total. Mándelos en un ZIP, o quite los que no hagan falta.",
    megas=TOOL_BYTES // MEBIBYTE,
)
NOBODY_IN_FILES: Final = Text(
    "CEDULA_SIN_PERSONAS",
    "En sus archivos no encontramos a nadie con sus movimientos. Agregue los del IDSE o del SUA, recibos o una lista.",
)
NOBODY_INSURED: Final = Text(
    "CEDULA_NADIE_DE_ALTA",
    "En ese mes nadie de sus archivos está de alta. Elija otro mes, o agregue el archivo con las altas.",
)


@dataclass(frozen=True, slots=True)
class Ready:
    """All that an act works with."""

    asked: Asked
    state: str
    reading: Reading
    worked: Worked


Act = Callable[[HttpRequest, Ready], HttpResponseBase]


@public
@csrf_exempt  # `_bounded` asks for the token once the limits of the upload are set, which must be before it is read
@require_http_methods(METHODS)
def cedula_tool(request: HttpRequest) -> HttpResponseBase:
    """The form; and what is owed by the files that were sent, or by what the page carries."""
    return _bounded(request, _result) if request.method == "POST" else _form(request, Asked())


@public
@csrf_exempt  # as above
@require_http_methods(METHODS)
def cedula_explained(request: HttpRequest) -> HttpResponseBase:
    """Why one figure is so: of a worker, of a branch, or of a whole bill."""
    return _bounded(request, _explained) if request.method == "POST" else redirect(ADDRESS)


@public
@csrf_exempt  # as above
@require_http_methods(METHODS)
def cedula_download(request: HttpRequest) -> HttpResponseBase:
    """The result as a file."""
    return _bounded(request, _file) if request.method == "POST" else redirect(ADDRESS)


def _bounded(request: HttpRequest, act: Act) -> HttpResponseBase:
    """An act of whoever sends the form of one of our pages, within the limits of the page and of the address."""
    request.upload_handlers = [ToolUpload(request)]

    @csrf_protect
    def guarded(request: HttpRequest) -> HttpResponseBase:
        if wait := _wait(request):
            response: HttpResponseBase = too_many(request)
            response.headers["Retry-After"] = str(wait)
            return response
        language = "en" if request.POST.get("idioma") == "en" else "es-mx" if "idioma" in request.POST else ""
        if language:
            translation.activate(language)
        response = _act(request, act)
        if language and isinstance(response, HttpResponse):
            language_cookie(response, language)
        return response

    try:
        return guarded(request)
    except (TooManyFilesSent, RequestDataTooBig):
        return _form(request, Asked(), Wrong(files=_too_many_files()), status=413)


def _too_many_files() -> Text:
    return Text(
        "HERRAMIENTA_MUCHOS_ARCHIVOS",
        "Son más de {archivos} archivos. Júntelos en un ZIP y elíjalo: cuenta como uno.",
        archivos=settings.DATA_UPLOAD_MAX_NUMBER_FILES,
    )


def _wait(request: HttpRequest) -> int | None:
    """Count one act of this address: None to go on, or the seconds to wait."""
    try:
        attempt_allowed(LimitedAct.TOOL, account_key="", address=address_of(request))
    except LockedOut as error:
        return max(1, error.until - int(time.time()))
    return None


# -- from what came to what is worked out


def _act(request: HttpRequest, act: Act) -> HttpResponseBase:
    """Do ``act`` with all that it needs, or show the form with what is missing."""
    said = asking.asked(request.POST.dict())
    try:
        reading = _reading(request)
    except NotRead as error:
        return _form(request, said, Wrong(files=error.text), status=422)
    if reading is None:
        return _form(request, said, _wrong_without_files(said, request), status=422)
    try:
        state = request.POST.get(STATE, "") if not request.FILES.getlist(FILES) else packed(reading)
        registro = asking.registro_of(said)
        planilla = joined(reading, registro if isinstance(registro, str) else "")
    except NotRead as error:
        return _form(request, said, Wrong(files=error.text), status=422)
    form = _Form(request, said, state, reading, planilla)
    if "cambiar" in request.POST:
        return form.shown()
    wrong, given = form.given(registro)
    if given is None:
        return form.shown(wrong)
    try:
        worked = work(planilla, given)
    except NoLaw:
        return form.shown(Wrong(month=asking.NO_LAW))
    if worked.nobody:
        return form.shown(Wrong(month=NOBODY_INSURED))
    return act(request, Ready(said, state, reading, worked))


def _reading(request: HttpRequest) -> Reading | None:
    """What the files say, else what the page carried, else None. NotRead for what cannot be read here."""
    uploads = request.FILES.getlist(FILES)
    if too_large_size(request) is not None:
        raise NotRead(TOO_LARGE)
    if uploads:
        return read_uploads(uploads)
    state = request.POST.get(STATE, "")
    return unpacked(state) if state else None


def _wrong_without_files(said: Asked, request: HttpRequest) -> Wrong:
    """All that is wrong at once, so that nobody corrects one thing to be told of the next."""
    month = asking.month_of(said, settings.VENTANILLA_CLOCK.today())
    prima = asking.prima_of(said.prima, month) if isinstance(month, Period) else unwritten(said.prima)
    registro = asking.registro_of(said)
    return Wrong(
        NO_FILES,
        month if isinstance(month, Text) else "",
        prima if isinstance(prima, Text) else "",
        registro if isinstance(registro, Text) else "",
    )


@dataclass(frozen=True, slots=True)
class _Form:
    """The form with the files already read: they need not be chosen again."""

    request: HttpRequest
    said: Asked
    state: str
    reading: Reading
    planilla: Planilla

    def given(self, registro: str | Text) -> tuple[Wrong, Given | None]:
        """What is meant, or what is wrong with it."""
        month = asking.month_of(self.said, settings.VENTANILLA_CLOCK.today())
        registros = self.planilla.registros
        wrong = Wrong(
            files=self._no_people(),
            month=month if isinstance(month, Text) else "",
            registro=registro if isinstance(registro, Text) else asking.NO_REGISTRO if "" in registros else "",
        )
        if isinstance(month, Text):
            lacking = unwritten(self.said.prima) if not self.said.primas else None
            return replace(wrong, prima=lacking or ""), None
        primas = asking.primas_of(self.said, registros, month)
        bad = next((one for one in primas.values() if isinstance(one, Text)), None)
        unasked = len(registros) > 1 and not set(registros) <= set(self.said.primas)
        if bad is not None and not unasked:
            wrong = replace(wrong, prima=bad)
        if wrong or unasked:
            return wrong, None
        good = {key: one for key, one in primas.items() if isinstance(one, Decimal)}
        return wrong, Given(month, Zona(self.said.zona), self.said.perfil, good)

    def _no_people(self) -> Sentence:
        number = len(self.planilla.registros)
        if number > asking.MAX_REGISTROS:
            return Text(
                "CEDULA_MUCHOS_REGISTROS",
                "Sus archivos traen {registros} registros patronales, y esta página calcula hasta {maximo}. Divídalos, "
                "o use la línea de órdenes: {orden}.",
                registros=number,
                maximo=asking.MAX_REGISTROS,
                orden=COMMAND,
            )
        return "" if number else NOBODY_IN_FILES

    def shown(self, wrong: Wrong | None = None) -> HttpResponse:
        """The page; 422 where something is wrong."""
        registros = self.planilla.registros
        several = registros if 1 < len(registros) <= asking.MAX_REGISTROS else ()
        return _form(
            self.request,
            self.said,
            wrong or Wrong(),
            status=422 if wrong else 200,
            state=self.state,
            reading=self.reading,
            registros=tuple(one for one in several if one),
        )


def _form(
    request: HttpRequest,
    said: Asked,
    wrong: Wrong | None = None,
    *,
    status: int = 200,
    state: str = "",
    reading: Reading | None = None,
    registros: tuple[str, ...] = (),
) -> HttpResponse:
    today = settings.VENTANILLA_CLOCK.today()
    page = form_page(said, wrong or Wrong(), today, state=state, reading=reading, registros=registros)
    context = {"page": page, "section": "cedula"}
    return render(request, "portal/cedula.html", context, status=status)


# -- the acts


def _result(request: HttpRequest, ready: Ready) -> HttpResponse:
    index, _, page = request.POST.get("ir", "").partition(".")
    pages = {int(index): int(page)} if _small(index) and _small(page) else {}
    shown = result_page(ready.worked, ready.asked, ready.state, pages)
    return render(request, "portal/cedula_resultado.html", {"page": shown, "section": "cedula"})


def _small(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= DIGITS


def _explained(request: HttpRequest, ready: Ready) -> HttpResponse:
    """``persona`` is «registro/key»; ``concepto`` is «registro/mes/cuota_fija», or «…/todo»."""
    registro, _, rest = request.POST.get("persona", request.POST.get("concepto", "")).partition("/")
    if "persona" in request.POST:
        page = person_page(ready.worked, ready.asked, ready.state, registro, rest)
    else:
        bill, _, ramo = rest.partition("/")
        page = total_page(ready.worked, ready.asked, ready.state, registro, bill, ramo)
    if page is None:  # nobody presses a button that there is not
        return _result(request, ready)
    return render(request, "portal/cedula_explicacion.html", {"page": page, "section": "cedula"})


def _file(request: HttpRequest, ready: Ready) -> HttpResponse:
    """``descarga`` is «xlsx/registro», «hallazgos/»…"""
    kind, _, registro = request.POST.get("descarga", "").partition("/")
    if kind not in NAMES:
        return _result(request, ready)
    try:
        content = download(kind, ready.worked, ready.reading, registro, settings.VENTANILLA_CLOCK.now())
    except NotMade as error:
        form = _Form(request, ready.asked, ready.state, ready.reading, ready.worked.planilla)
        return form.shown(Wrong(files=error.text))
    extension, media_type, words = NAMES[kind]
    month = ready.worked.given.month.first
    tail = f"-{registro}" if registro.isascii() and registro.isalnum() else ""
    return handed(content, f"{words}-{month:%Y-%m}{tail}.{extension}", media_type)

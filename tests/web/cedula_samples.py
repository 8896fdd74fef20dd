"""Every page of the cédula from one's own files, in each of its states."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any, Final

from tests.web import cedula_files as files
from tests.web.sample_frame import TODAY
from ventanilla.domain.contributions import Patron, Prima, Zona
from ventanilla.formats.accounts import Contexto
from ventanilla.formats.finding import Finding, Place
from ventanilla.formats.joining import join
from ventanilla.formats.records import Record
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.web.portal import cedula_asking as asking
from ventanilla.web.portal import cedula_form as form
from ventanilla.web.portal import cedula_pages as pages
from ventanilla.web.portal import cedula_tool as tool
from ventanilla.web.portal.cedula_reading import Reading
from ventanilla.web.portal.cedula_work import Worked, work

PRIMA: Final = Decimal("0.54355")
STATE: Final = "eNq9k0FugzAQRa-CvC7IdoCE7qJKVdVNVbXqpurC4Elq1dgIm0RRlLsXQ0jTXqDLmfl_3h97"
SAID: Final = asking.Asked(mes="2026-10", prima="0.54355")
CONTEXT: Final = Contexto(Patron((Prima(date(2026, 9, 1), PRIMA),)))
Add = Callable[..., None]


def worked(records: Iterable[Record], found: Iterable[Finding] = (), month: Period = files.OCTOBER) -> Worked:
    """What the page works out of some records."""
    planilla = join((*records, *found))
    given = asking.Given(month, Zona.GENERAL, "sua", dict.fromkeys(planilla.registros, PRIMA))
    return work(planilla, given)


def _forms(add: Add, frame: dict[str, Any]) -> None:
    empty = form.form_page(asking.Asked(), form.Wrong(), TODAY)
    read = Reading(files.workers(9), files.findings())
    wrong = form.Wrong(tool.NO_FILES, asking.NO_MONTH, asking.NO_PREMIUM, asking.NO_REGISTRO)
    typed = replace(SAID, mes="", otro_mes="2026-13", prima="mucho", registro="Z99")
    several = replace(SAID, primas={files.REGISTRO: "0.54355", files.OTHER: ""})
    for name, page in (
        ("cedula", empty),
        ("cedula-sin-nada", form.form_page(asking.Asked(), wrong, TODAY)),
        ("cedula-mal", form.form_page(typed, replace(wrong, files=tool.TOO_LARGE, month=asking.NOT_A_MONTH), TODAY)),
        (
            "cedula-nadie",
            form.form_page(SAID, form.Wrong(month=tool.NOBODY_INSURED), TODAY, state=STATE, reading=read),
        ),
        (
            "cedula-registros",
            form.form_page(
                SAID, form.Wrong(), TODAY, state=STATE, reading=read, registros=(files.REGISTRO, files.OTHER)
            ),
        ),
        (
            "cedula-primas-mal",
            form.form_page(
                several,
                form.Wrong(prima=asking.NO_PREMIUM),
                TODAY,
                state=STATE,
                reading=read,
                registros=(files.REGISTRO, files.OTHER),
            ),
        ),
    ):
        add(name, "portal/cedula.html", page, frame)


def cedula_pages(add: Add, anonymous: dict[str, Any]) -> None:
    """Add them all."""
    frame = {**anonymous, "section": "cedula"}
    _forms(add, frame)
    results = {
        "cedula-una": worked(files.workers(1), month=files.SEPTEMBER),
        "cedula-muchas": worked((*files.workers(120), files.credit(0))),
        "cedula-nombre-largo": worked((files.worker(1, name=files.LONG), files.worker(2, sbc="987654.32"))),
        "cedula-hallazgos": worked((), files.findings()),
        "cedula-falta-alguien": worked(
            (*files.workers(3), replace(files.workers(4)[-1], nss="12345678901")),
            files.findings(),
        ),
        "cedula-registros-dos": worked((*files.workers(3), *files.workers(2, files.OTHER, 40))),
        "cedula-sin-modalidad": worked(files.workers(2, "Z9912345857")),
    }
    records = files.workers(6)
    disagreeing = replace(files.worker(0), place=Place("LISTA.XLSX", 7), sbc=Money("999.00"))
    # It does not know the new wage of the second, nor the absences of the third, and has somebody who left.
    known = (*(one for one in records if one.place.file == "ALTAS.TXT"), files.worker(50))
    results["cedula-diferencias"] = worked((*records, disagreeing, *files.emission(known, CONTEXT)), files.findings())
    results["cedula-igual"] = worked((*records, *files.emission(records, CONTEXT)))
    for name, one in results.items():
        add(name, "portal/cedula_resultado.html", pages.result_page(one, SAID, STATE, {}), frame)
    many = results["cedula-muchas"]
    second = pages.result_page(many, SAID, STATE, {0: 2})
    add("cedula-muchas-segunda", "portal/cedula_resultado.html", second, frame)
    _explained(add, frame, many, results["cedula-nombre-largo"])


def _explained(add: Add, frame: dict[str, Any], many: Worked, long: Worked) -> None:
    template = "portal/cedula_explicacion.html"
    one = pages.person_page(many, SAID, STATE, files.REGISTRO, files.number(3))
    add("cedula-explicacion", template, one, frame)
    named = pages.person_page(long, SAID, STATE, files.REGISTRO, files.number(1))
    add("cedula-explicacion-larga", template, named, frame)
    branch = pages.total_page(many, SAID, STATE, files.REGISTRO, "mes", "invalidez_vida")
    add("cedula-explicacion-concepto", template, branch, frame)
    whole = pages.total_page(many, SAID, STATE, files.REGISTRO, "bimestre", pages.ALL)
    add("cedula-explicacion-total", template, whole, frame)

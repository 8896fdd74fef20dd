"""Whom an employer means: the person of an NSS and a CURP, or what does not match, without telling whose it is.

Somebody with a slip of two characters at most is shown where to look; of two different people nothing is said but
that they are (tramites.md, common rules; LSS 15-I; RACERF 45).

>>> diferencias("PUEA850101MDFRJN02", "PUEA850110MDFRJN02")
(9, 10)
"""

from __future__ import annotations

from typing import Final

from ventanilla.domain.affiliation import Hallados, Trabajador
from ventanilla.kernel.text import Text

MAX_SLIP: Final = 2  # characters: more is another number, and saying which would tell it
AND: Final = " y "


def diferencias(escrito: str, registrado: str) -> tuple[int, ...]:
    """The places, from 1, in which two numbers of the same length differ; () if they are the same or nothing alike."""
    if len(escrito) != len(registrado):
        return ()
    found = tuple(n for n, (one, other) in enumerate(zip(escrito, registrado, strict=True), 1) if one != other)
    return found if len(found) <= MAX_SLIP else ()


def quien(nss: str, curp: str, hallados: Hallados) -> Trabajador | Text:
    """The worker whom both numbers name, or why they name nobody."""
    por_nss, por_curp = hallados.por_nss, hallados.por_curp
    if por_nss is not None and por_curp is not None:
        if por_nss.subject != por_curp.subject:
            return _de_dos()
        return _unido(hallados.unido_a) if hallados.unido_a else por_nss
    if por_nss is not None:
        return _curp_distinta(diferencias(curp, por_nss.curp))
    if por_curp is not None:
        return _nss_distinto(por_curp, diferencias(nss, por_curp.nss))
    return Text(
        "TRABAJADOR_DESCONOCIDO",
        "No encontramos ese NSS ni esa CURP. Revise los dos números con la persona. "
        "Si aún no tiene NSS, puede pedirlo en «Asignación del NSS», y después usted presenta el alta.",
    )


def _unido(vigente: str) -> Text:
    return Text(
        "NSS_UNIDO",
        "Ese NSS se unió a otro de la misma persona y ya no recibe avisos. Escriba el vigente: {nss}.",
        nss=vigente,
    )


def _de_dos() -> Text:
    return Text(
        "CURP_NO_COINCIDE",
        "La CURP y el NSS no corresponden a la misma persona. No hicimos ningún cambio; puede pedir una aclaración "
        "aquí.",
    )


def _curp_distinta(places: tuple[int, ...]) -> Text:
    if not places:
        return Text(
            "CURP_OTRA",
            "La CURP que escribió no es la que está registrada con ese NSS. Pídala de nuevo a la persona; "
            "puede consultarla en gob.mx/curp.",
        )
    return Text(
        "CURP_DIFIERE",
        "La CURP no es igual a la registrada con ese NSS: revise {donde}.",
        donde=_donde("el carácter", "los caracteres", places),
    )


def _nss_distinto(persona: Trabajador, places: tuple[int, ...]) -> Text:
    if not persona.nss:
        return Text(
            "NSS_NO_ASIGNADO",
            "La persona de esa CURP aún no tiene NSS asignado. Puede pedirlo en «Asignación del NSS»; "
            "después usted presenta el alta.",
        )
    if not places:
        return Text(
            "NSS_OTRO", "El NSS que escribió no es el de la persona de esa CURP. Pídaselo de nuevo, y cópielo completo."
        )
    return Text(
        "NSS_DIFIERE",
        "El NSS no es igual al de la persona de esa CURP: revise {donde}.",
        donde=_donde("el dígito", "los dígitos", places),
    )


def _donde(one: str, many: str, places: tuple[int, ...]) -> str:
    """«el carácter 9», «los caracteres 9 y 10»."""
    return f"{one if len(places) == 1 else many} {AND.join(map(str, places))}"

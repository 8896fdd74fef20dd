"""A beneficiary whose name is corrected while the request is reviewed is still the one whom the holder chose."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from ventanilla.domain.affiliation import Beneficiario, Historia, Parentesco
from ventanilla.kernel.acts import SubjectId
from ventanilla.tramites.registro_beneficiarios.facts import en_palabras, la_elegida
from ventanilla.tramites.registro_beneficiarios.form import Solicitud

CURP, OTRA = "REPH150101HNEGRJA8", "PEGA850101HDFRRL09"


def persona(number: int, nombre: str, curp: str, *, hasta: date | None = None) -> Historia:
    titular = Historia(SubjectId(UUID(int=1)), "PRUEBA EJEMPLO ANA", "", "", date(1985, 1, 1))
    tie = Beneficiario(Parentesco.HIJO, titular, date(2024, 1, 15), hasta=hasta)
    return Historia(SubjectId(UUID(int=number)), nombre, curp, "", date(2015, 1, 1), beneficiario=tie)


BEFORE = persona(2, "PRUEBA FAMILIAR UNO", CURP)
AFTER = persona(2, "PRUEBA FAMILIAR JOSE UNO", CURP)
NAMESAKE = persona(3, "PRUEBA FAMILIAR UNO", OTRA)


def chosen(quien: str, *familia: Historia) -> Historia | None:
    return la_elegida(Solicitud.model_construct(accion="baja", curp=None, quien=quien), familia)


def test_a_corrected_name_is_the_same_person_and_a_namesake_is_not() -> None:
    words = en_palabras(BEFORE)
    assert words != en_palabras(AFTER)
    assert chosen(words, NAMESAKE, AFTER) == AFTER
    assert chosen(words, NAMESAKE) is None


def test_nobody_is_chosen_without_words_or_once_the_tie_ended() -> None:
    nameless = persona(4, "SIN CURP", "")
    assert chosen("", nameless, AFTER) is None
    assert chosen(en_palabras(BEFORE), persona(2, "PRUEBA", CURP, hasta=date(2026, 1, 1))) is None

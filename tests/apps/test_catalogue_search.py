"""People look for a trámite as they speak: with their own words, with slips, or with half a sentence."""

from __future__ import annotations

import threading
from typing import Any, Final

import pytest
from django.db import connection

from ventanilla import tramites
from ventanilla.apps.catalogue.api import catalogue_search
from ventanilla.apps.catalogue.models import Index, Term, Word
from ventanilla.apps.catalogue.selectors import Found
from ventanilla.apps.catalogue.services import STEMMER
from ventanilla.kit import discover
from ventanilla.kit.search import Entry, _synonyms, best_first, folded, words
from ventanilla.tramites.registro_clabe.definition import TRAMITE as CLABE_TRAMITE
from ventanilla.tramites.seguro_salud_familia.definition import TRAMITE as FAMILY_TRAMITE
from ventanilla.tramites.tarjeta_digital.definition import TRAMITE as CARD

# What the office will offer, as the catalogue of trámites names it: a search is judged among many, not among three.
VIGENCIA, NSS, SEMANAS, DATOS, ARCO = "vigencia", "nss", "semanas", "datos", "arco"
ACLARACION, BENEFICIARIOS, CLINICA, PENSION, GUARDERIA = (
    "aclaracion",
    "beneficiarios",
    "clinica",
    "pension",
    "guarderia",
)
INCAPACIDAD, FUNERAL, ALTA, ADEUDO = "incapacidad", "funeral", "alta", "adeudo"
OFFERED = (
    Entry(
        VIGENCIA,
        "Constancia de vigencia de derechos",
        "Un documento que dice si usted y su familia tienen derecho a atención médica.",
        ("estoy dado de alta", "tengo seguro", "me pueden atender", "hoja de vigencia", "me dieron de baja"),
    ),
    Entry(
        NSS,
        "Localización de su Número de Seguridad Social (NSS)",
        "Un documento con su nombre, su CURP y su número.",
        ("no tengo número", "no sé mi número", "perdí mi número de seguro", "cuál es mi NSS"),
    ),
    Entry(
        SEMANAS,
        "Constancia de semanas cotizadas",
        "Un documento con sus semanas, empleador por empleador.",
        ("cuántas semanas tengo", "mis semanas", "reporte de semanas", "historial laboral"),
    ),
    Entry(
        DATOS,
        "Actualización de datos personales",
        "Sus datos corregidos en el registro.",
        ("mi nombre está mal escrito", "cambié de apellido", "cambiar mi CURP", "mi fecha de nacimiento está mal"),
    ),
    Entry(
        ARCO,
        "Ver, corregir o borrar sus datos",
        "La lista sellada de lo que guardamos de usted.",
        ("mis datos", "privacidad", "derechos ARCO", "borrar mis datos"),
    ),
    Entry(
        ACLARACION,
        "Aclaración de movimientos",
        "Una resolución sobre un alta, una baja o un salario que no es correcto.",
        ("mi patrón no me dio de alta", "mi salario está mal", "no reconozco un empleo", "reclamar a mi patrón"),
    ),
    Entry(
        BENEFICIARIOS,
        "Registro y actualización de beneficiarios",
        "Su familia registrada con derecho a atención.",
        ("dar de alta a mi esposa", "registrar a mi hijo", "dar de baja a mi ex"),
    ),
    Entry(
        CLINICA,
        "Cambio de Unidad de Medicina Familiar (UMF)",
        "La clínica en que le atienden.",
        ("cambiar de clínica", "qué clínica me toca", "me mudé de ciudad"),
    ),
    Entry(
        PENSION,
        "Consultas de la persona pensionada",
        "Sus pagos y sus comprobantes de pensión.",
        ("cuándo me pagan la pensión", "comprobante de pensión", "aguinaldo de pensionado"),
    ),
    Entry(
        GUARDERIA, "Inscripción a guardería", "Un lugar para su hija o hijo.", ("guardería", "quién cuida a mi bebé")
    ),
    Entry(
        INCAPACIDAD,
        "Consulta de incapacidades",
        "Sus certificados y si ya se pagaron.",
        ("mi incapacidad", "cuándo me pagan la incapacidad", "permiso por maternidad"),
    ),
    Entry(
        FUNERAL,
        "Servicios funerarios",
        "Un contrato de servicios funerarios.",
        ("funeral", "murió un familiar", "velatorio"),
    ),
    Entry(
        ALTA,
        "Alta de una persona trabajadora",
        "El aviso de alta, con su acuse.",
        ("dar de alta a un trabajador", "contraté a alguien", "aviso de alta"),
    ),
    Entry(
        ADEUDO,
        "Opinión de cumplimiento",
        "Un documento que dice si su empresa tiene adeudos.",
        ("32-D", "adeudo patronal", "estoy al corriente"),
    ),
)

FIRST = [
    ("vigencia", VIGENCIA), ("vijencia", VIGENCIA), ("vigensia de derechos", VIGENCIA), ("Vigencias", VIGENCIA),
    ("VIGENTE derechos", VIGENCIA), ("constancia de vigencia", VIGENCIA), ("constansia de bigencia", VIGENCIA),
    ("derechohabiente", VIGENCIA), ("tengo seguro", VIGENCIA), ("tengo seguro?", VIGENCIA), ("tngo seguro", VIGENCIA),
    ("me dieron de baja", VIGENCIA), ("me corrieron", VIGENCIA), ("me corrieron del trabajo", VIGENCIA),
    ("me despidieron", VIGENCIA), ("me quedé sin trabajo", VIGENCIA), ("me pueden atender", VIGENCIA),
    ("todavía me pueden atender en el doctor", VIGENCIA), ("hoja de vigencia", VIGENCIA),
    ("atencion medica", VIGENCIA), ("atención médika", VIGENCIA),
    ("no tengo numero", NSS), ("no tengo número", NSS), ("NSS", NSS), ("nss", NSS), ("mi nss", NSS),
    ("numero de seguro", NSS), ("numero de seguro social", NSS), ("número de seguridad social", NSS),
    ("no se mi numero de seguro", NSS), ("perdi mi numero", NSS), ("numero de seguridad sosial", NSS),
    ("hoja rosa", NSS), ("la hoja rosa", NSS), ("numero de afiliacion", NSS), ("localizar mi número", NSS),
    ("semanas cotizadas", SEMANAS), ("semanas cotisadas", SEMANAS), ("semnas cotizadas", SEMANAS),
    ("cuantas semanas tengo", SEMANAS), ("mis semanas", SEMANAS), ("reporte de semanas", SEMANAS),
    ("historial laboral", SEMANAS), ("istorial laboral", SEMANAS), ("cuánto he cotizado", SEMANAS),
    ("mi nombre esta mal", DATOS), ("mi nombre está mal escrito", DATOS), ("cambiar mi curp", DATOS),
    ("fecha de nacimiento mal", DATOS), ("cambie de apellido", DATOS),
    ("borrar mis datos", ARCO), ("privacidad", ARCO), ("pribacidad", ARCO), ("derechos arco", ARCO),
    ("mi patron no me dio de alta", ACLARACION), ("mi salario esta mal", ACLARACION), ("aclarasion", ACLARACION),
    ("no reconozco un empleo", ACLARACION), ("reclamar", ACLARACION),
    ("registrar a mi hijo", BENEFICIARIOS), ("beneficiarios", BENEFICIARIOS),
    ("dar de alta a mi esposa", BENEFICIARIOS),
    ("cambiar de clinica", CLINICA), ("mi clinica", CLINICA), ("umf", CLINICA), ("que clinica me toca", CLINICA),
    ("pension", PENSION), ("pensión", PENSION), ("cuando me pagan la pension", PENSION),
    ("guarderia", GUARDERIA), ("guarderías", GUARDERIA), ("wardería", GUARDERIA),
    ("incapacidad", INCAPACIDAD), ("incapasidad", INCAPACIDAD), ("maternidad", INCAPACIDAD),
    ("funeral", FUNERAL), ("murio un familiar", FUNERAL), ("32-D", ADEUDO), ("adeudos", ADEUDO),
    ("dar de alta a un trabajador", ALTA), ("contrate a alguien", ALTA),
]  # fmt: skip
AMONG_THREE = [
    ("jubilarme", PENSION), ("quiero jubilarme", SEMANAS), ("mi familia", BENEFICIARIOS), ("seguro", VIGENCIA),
    ("salario", ACLARACION), ("me cambié de casa", DATOS), ("corregir", ARCO), ("dar de alta", ALTA),
    ("constancia", SEMANAS),
    ("hola, buenas tardes, quisiera saber si todavía tengo derecho al médico, me dieron de baja", VIGENCIA),
]  # fmt: skip
NOTHING = ["", "   ", "de la que", "asdfghjkl", "🙂🙂", "¿?", "' OR 1=1 --", "%", "_", "\x00", "(((", "x" * 120, "漢字"]


def looked(query: str) -> Found:
    return catalogue_search(query, "es", OFFERED)


@pytest.mark.parametrize(("query", "key"), FIRST)
def test_what_is_meant_comes_first(db: None, query: str, key: str) -> None:
    assert looked(query).keys[:1] == (key,), looked(query)


@pytest.mark.parametrize(("query", "key"), AMONG_THREE)
def test_what_may_be_meant_is_among_the_first(db: None, query: str, key: str) -> None:
    assert key in looked(query).keys[:3], looked(query)


@pytest.mark.parametrize("query", NOTHING, ids=repr)
def test_what_says_nothing_finds_nothing(db: None, query: str) -> None:
    assert looked(query) == Found(())


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("vijencia", "vigencia"),
        ("atención médika", "atención médica"),
        ("semanas cotisadas", "semanas cotizadas"),
        ("no tengo numero", ""),
        ("vigencias", ""),
        ("me dieron de baja", ""),
    ],
)
def test_a_slip_is_said_and_what_is_right_is_not_corrected(db: None, query: str, meant: str) -> None:
    assert looked(query).meant == meant


@pytest.mark.parametrize(
    "hostile", ["'; DROP TABLE catalogue_word; --", "vigencia & | ! <-> :*", "\\", "$$", "{{7*7}}"]
)
def test_what_looks_like_an_order_is_only_words(db: None, hostile: str) -> None:
    looked(hostile)
    assert looked("vigencia").keys[0] == VIGENCIA


def test_a_long_question_is_read_to_its_bound(db: None) -> None:
    assert looked("vigencia " * 2_000).keys[0] == VIGENCIA
    assert looked("a" * 100_000).keys == ()
    assert len(words("palabra " * 2_000)) == 24


def test_english_is_looked_for_by_its_own_stems(db: None) -> None:
    english = (
        Entry(
            VIGENCIA, "Statement of entitlement", "Says whether you are entitled to medical care.", ("am I insured",)
        ),
        Entry(SEMANAS, "Statement of contributed weeks", "Your weeks, employer by employer.", ("how many weeks",)),
    )
    assert catalogue_search("entitlements", "en", english).keys[0] == VIGENCIA
    assert catalogue_search("contibuted week", "en", english).keys[0] == SEMANAS
    assert catalogue_search("I was fired", "en", english).keys[0] == VIGENCIA


# -- where one is paid

CLABE: Final = CLABE_TRAMITE.key
AMONG_CLABE = (*OFFERED, Entry(CLABE, CLABE_TRAMITE.title, CLABE_TRAMITE.obtains, CLABE_TRAMITE.phrases))


@pytest.mark.parametrize("query", ["mi cuenta del banco", "la clave", "cambie de banko", "deposito de mi incapasidad"])
def test_where_one_is_paid_is_found_by_words_that_are_not_its_own(db: None, query: str) -> None:
    assert query not in CLABE_TRAMITE.phrases
    assert catalogue_search(query, "es", AMONG_CLABE).keys[:1] == (CLABE,)


AMONG_FAMILY = (
    *OFFERED,
    Entry(FAMILY_TRAMITE.key, FAMILY_TRAMITE.title, FAMILY_TRAMITE.obtains, FAMILY_TRAMITE.phrases),
)


@pytest.mark.parametrize("query", ["seguro para mi familia", "pagar un seguro medico", "segur volunario", "mod 33"])
def test_a_familys_insurance_is_found_by_words_that_are_not_its_own(db: None, query: str) -> None:
    assert query not in FAMILY_TRAMITE.phrases
    assert catalogue_search(query, "es", AMONG_FAMILY).keys[:1] == (FAMILY_TRAMITE.key,)


# -- the index


def test_the_index_is_made_once_and_another_catalogue_is_another(db: None) -> None:
    looked("vigencia")
    (made,) = Index.objects.values_list("id", flat=True)
    looked("semanas")
    assert list(Index.objects.values_list("id", flat=True)) == [made]
    less = OFFERED[1:]
    assert catalogue_search("vigencia", "es", less).keys[:1] != (VIGENCIA,)
    assert Index.objects.count() == 2
    assert looked("vigencia").keys[0] == VIGENCIA
    catalogue_search("vigencia", "es", OFFERED[2:])
    assert made not in Index.objects.values_list("id", flat=True)
    assert set(Word.objects.values_list("index_id", flat=True)) == set(Index.objects.values_list("id", flat=True))


def rows_kept() -> tuple[list[Any], list[Any], list[Any]]:
    """All that the index holds, without the numbers of its rows."""
    return (
        list(Index.objects.order_by("digest").values_list("digest", "language", "entries")),
        sorted(Word.objects.values_list("key", "shown", "plain", "lexeme", "weight")),
        sorted(Term.objects.values_list("key", "plain")),
    )


def test_deleted_it_is_made_again_identical(db: None) -> None:
    looked("vigencia")
    before = rows_kept()
    assert all(before)
    Index.objects.all().delete()
    assert rows_kept() == ([], [], [])
    looked("semanas")
    assert rows_kept() == before


def test_an_empty_office_answers(db: None) -> None:
    assert catalogue_search("vigencia", "es", ()) == Found(())


def test_many_who_ask_at_once_make_one_index(fresh_office: object) -> None:
    start, found = threading.Barrier(4), []

    def ask() -> None:
        start.wait()
        try:
            found.append(looked("vigencia").keys[0])
        finally:
            connection.close()

    threads = [threading.Thread(target=ask) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [VIGENCIA] * 4
    assert Index.objects.count() == 1


# -- what the worker's own office offers, as it is offered: consults

CONSULTS = (
    ("perdi mi trabajo, asta cuando me atienden", "conservacion_derechos"),
    ("sigo teniendo medico si renuncio", "conservacion_derechos"),
    ("cuanto dura mi seguro despues de la baja", "conservacion_derechos"),
    ("no me a llegado el pago de la incapasidad", "consulta_incapacidades"),
    ("dias que me paga el seguro por estar enfermo", "consulta_incapacidades"),
    ("mi insapacidad no sale en el sistema", "consulta_incapacidades"),
    ("quiero aser una pregunta", "consulta"),
    ("alguien que me oriente", "consulta"),
    ("tengo dudas con quien ablo", "consulta"),
    ("renapo me dio otra curp", "actualizacion_curp"),
    ("tengo curp nuva", "actualizacion_curp"),
    ("cambiaron mi clave curp", "actualizacion_curp"),
    ("mi nonbre esta mal escrito en mi registro", "correccion_datos"),
    ("naci otro dia del que dice mi registro", "correccion_datos"),
    ("me falta el segundo apeyido", "correccion_datos"),
    ("que dia pagan a los pensionados", "consulta_pensionado"),
    ("comprobante de lo que me pagan de jubilacion", "consulta_pensionado"),
    ("me desconto algo mi pencion", "consulta_pensionado"),
)


@pytest.mark.parametrize(("query", "key"), CONSULTS)
def test_a_consult_is_found_by_what_people_say(db: None, query: str, key: str) -> None:
    offered = discover(tramites)
    entries = tuple(Entry(one.key, one.title, one.obtains, one.phrases) for one in offered.values())
    assert query not in offered[key].phrases
    assert key in catalogue_search(query, "es", entries).keys[:3], catalogue_search(query, "es", entries)


# -- without a database


@pytest.mark.parametrize("query", ["vigencia", "tengo seguro", "me corrieron", "derechohabiente", "VIGENCIAS"])
def test_without_a_database_whole_words_are_found(query: str) -> None:
    assert best_first(query, OFFERED, "es")[0] == VIGENCIA


def test_without_a_database_nothing_is_found_for_nothing() -> None:
    assert best_first("xyz", OFFERED, "es") == ()
    assert folded("ÁÉÍÓÚ Ñ") == "aeiou n"


def test_every_synonym_is_written_as_it_is_looked_for() -> None:
    for language, pairs in _synonyms().items():
        assert language in STEMMER
        for says, means in pairs:
            assert says == " ".join(words(says))
            assert set(words(means)) - set(words(says)), says


# -- the digital card, as its folder says it, among what else is offered

TARJETA = Entry(CARD.key, CARD.title, CARD.obtains, CARD.phrases)


@pytest.mark.parametrize(
    "query",
    [
        "tarjeta dijital",
        "mi credensial para el doctor",
        "carnet dijital",
        "codigo qr",
        "tarjeta de mi bebé",
        "tarjetas",
    ],
)
def test_the_card_is_found_as_people_say_it(db: None, query: str) -> None:
    assert query not in CARD.phrases
    assert catalogue_search(query, "es", (*OFFERED, TARJETA)).keys[:1] == (CARD.key,)


# Words of everyday that do not stand among the phrases of the trámite, looked for among all that this office has.
LOSS = "constancia_perdida"
LOSS_SAID = (
    "cuanto perdi por no estar registrado", "papel para la profedet", "dinero que falta en el afore",
    "prueva para el tribunal",
)  # fmt: skip


@pytest.mark.parametrize("query", LOSS_SAID)
def test_a_loss_is_found_as_people_speak(db: None, query: str) -> None:
    offered = tuple(Entry(one.key, one.title, one.obtains, one.phrases) for one in discover(tramites).values())
    (mine,) = (one for one in offered if one.key == LOSS)
    assert query not in {folded(phrase) for phrase in mine.phrases}
    assert LOSS in catalogue_search(query, "es", offered).keys[:3]

"""A family and its clinic are found by words that nobody wrote among their phrases, slips included."""

from __future__ import annotations

import pytest

from ventanilla import tramites
from ventanilla.apps.catalogue.api import catalogue_search
from ventanilla.kit import discover
from ventanilla.kit.search import Entry, words

FOUND = discover(tramites)
OFFICE = tuple(Entry(each.key, each.title, each.obtains, each.phrases) for each in FOUND.values())
EVERYDAY = [
    ("meter a mi niño al seguro", "registro_beneficiarios"),
    ("rejistrar a mi hija", "registro_beneficiarios"),
    ("inscribir a mi mamá como veneficiaria", "registro_beneficiarios"),
    ("me divorsié", "registro_beneficiarios"),
    ("a cuál clinica tengo que ir", "alta_umf"),
    ("sacar mi cartiya", "alta_umf"),
    ("inscribirme en medisina familiar", "alta_umf"),
    ("cambiarme de klínica", "cambio_umf"),
    ("otro turno para mis consultas", "cambio_umf"),
    ("canbio de consultorio", "cambio_umf"),
    ("quitarme de la clinica", "baja_umf"),
    ("vaja de la clinica", "baja_umf"),
    ("ya no quiero ir a esa clínica", "baja_umf"),
]


@pytest.mark.parametrize(("query", "key"), EVERYDAY)
def test_everyday_words_find_it_among_all_that_is_offered(db: None, query: str, key: str) -> None:
    assert key in catalogue_search(query, "es", OFFICE).keys[:3], catalogue_search(query, "es", OFFICE)


@pytest.mark.parametrize(("query", "key"), EVERYDAY)
def test_none_of_them_was_written_among_its_phrases(query: str, key: str) -> None:
    assert words(query) not in [words(phrase) for phrase in FOUND[key].phrases]

"""What is known of a person, as the detectors of anomalies are given it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import pytest
from tests.apps.small_register import ANA, FIRM, NSS, OF_FIRM, REGISTRO, SHOP, file, order, register

from ventanilla.apps.affiliation.api import evidencia_for, historia_for
from ventanilla.apps.affiliation.models_registro import AvisoPatronal
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Tipo, TipoAviso
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.contributions import Zona

pytestmark = pytest.mark.django_db
OWN = Actor(UUID(int=9), ANA, Assurance.N3, Via.EFIRMA)
OTHER = "12345678903"


def notice(tipo: TipoAviso, otro: str = "") -> None:
    with scope(None):
        AvisoPatronal.objects.create(
            id=uuid4(),
            registro_id=OF_FIRM,
            tipo=tipo.value,
            fecha=date(2026, 1, 1),
            recorded_at=datetime(2026, 1, 2, tzinfo=UTC),
            otro=otro,
        )


def test_a_number_that_nobody_joined_to_their_own_is_among_what_is_looked_at(db: None) -> None:
    register()
    file(order(Tipo.ALTA, date(2026, 11, 2)))
    assert evidencia_for(OWN, historia_for(OWN)).otros_nss == ()
    file(order(Tipo.ALTA, date(2026, 11, 3), registro=REGISTRO[SHOP], nss=OTHER))
    assert evidencia_for(OWN, historia_for(OWN)).otros_nss == (OTHER,)
    assert NSS[ANA] not in evidencia_for(OWN, historia_for(OWN)).otros_nss


def test_a_notice_of_substitution_tells_of_both(db: None) -> None:
    register()
    file(order(Tipo.ALTA, date(2026, 11, 2)))
    assert evidencia_for(OWN, historia_for(OWN)).sustituciones == frozenset()
    notice(TipoAviso.SUSTITUCION, REGISTRO[SHOP])
    pair = (REGISTRO[FIRM], REGISTRO[SHOP])
    assert evidencia_for(OWN, historia_for(OWN)).sustituciones == {pair, pair[::-1]}


def test_each_day_has_the_zone_that_its_place_had_then(db: None) -> None:
    register()
    file(order(Tipo.ALTA, date(2026, 11, 2)))
    with scope(None):
        AvisoPatronal.objects.create(
            id=uuid4(),
            registro_id=OF_FIRM,
            tipo=TipoAviso.DOMICILIO.value,
            fecha=date(2026, 6, 1),
            recorded_at=datetime(2026, 6, 2, tzinfo=UTC),
            zona="zlfn",
        )
    zonas = evidencia_for(OWN, historia_for(OWN)).zonas[REGISTRO[FIRM]]
    assert [zonas.en(date(2026, month, 1)) for month in (5, 6, 11)] == [Zona.GENERAL, Zona.ZLFN, Zona.ZLFN]

"""What the cédula's page carries may come back as anything: whatever records it holds, they end in a page or a word."""

from __future__ import annotations

import base64
import random
import zlib
from contextlib import suppress
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.template import Context
from django.template.loader import get_template
from django.test import RequestFactory

from tests.web import cedula_files as files
from tests.web.sample_frame import ANONYMOUS
from ventanilla.domain.contributions import RAMOS, Bill, TipoAviso, Zona
from ventanilla.domain.contributions.determination import Parte
from ventanilla.formats import own_json
from ventanilla.formats.finding import Place
from ventanilla.formats.records import (
    Ausentismo,
    Cobro,
    Ficha,
    Incapacidad,
    IncapacidadPagada,
    Movimiento,
    Nombre,
    Recibo,
    Record,
)
from ventanilla.kernel.money import Money
from ventanilla.kernel.period import Period
from ventanilla.web.portal import cedula_asking as asking
from ventanilla.web.portal.cedula_download import NotMade, download
from ventanilla.web.portal.cedula_pages import ALL, person_page, result_page, total_page
from ventanilla.web.portal.cedula_reading import NotRead, Reading, packed, unpacked
from ventanilla.web.portal.cedula_work import NoLaw, joined, work

ROUNDS = 200  # of each seed
NOW = datetime(2026, 11, 1, tzinfo=UTC)
WORDS = ("", "0", "1", "2", "4", "6", "A", "9" * 40, "Ñ", "{x}", "%(y)s", "<b>")
REGISTROS = (files.REGISTRO, "", "Z9912345857", "x", "Ñ<>")
NUMBERS = ("99178500015", "99058800022", "1", "", "12345678901")


class Anything:
    """Records of all kinds, with values that their types allow and no employer has."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)

    def day(self) -> date:
        usual = date(2026, self.rng.randrange(8, 12), self.rng.randrange(1, 29))
        return self.rng.choice(
            (usual, usual, date(2026, 1, 15), date(1900, 1, 1), date(2199, 12, 31), date(9999, 12, 31))
        )

    def money(self) -> Money | None:
        said = ("400.00", "1500.00", "0.00", "-5.00", "0.01", "999999999999.00")
        return self.rng.choice((None, *map(Money, said)))

    def name(self) -> Nombre | None:
        return self.rng.choice((None, Nombre("GARCIA", "", "ANA"), Nombre("", "", ""), Nombre("{a}", "%s", "<b>")))

    def some(self) -> int:
        return self.rng.choice((self.rng.randrange(40), self.rng.randrange(10_000), 10**12, -1))

    def word(self) -> str:
        return self.rng.choice(WORDS)

    def record(self) -> Record:
        rng = self.rng
        place = Place(rng.choice(("A.TXT", "B.zip/c.xml", "")), rng.randrange(99), rng.randrange(9))
        registro = rng.choice(REGISTROS) if rng.random() < 0.2 else files.REGISTRO
        nss = rng.choice(NUMBERS) if rng.random() < 0.3 else NUMBERS[0]
        match rng.randrange(8):
            case 0 | 1 | 2:
                kind = rng.choice(tuple(TipoAviso))
                received = rng.choice((None, self.day()))
                return Movimiento(place, registro, nss, kind, self.day(), self.money(), self.name(), recibido=received)
            case 3:
                return Ficha(place, registro, nss, self.name(), fecha_alta=self.day(), sbc=self.money())
            case 4:
                return Ausentismo(place, registro, nss, self.day(), self.some())
            case 5:
                return Incapacidad(place, registro, nss, self.word(), self.day(), self.some(), rama=self.word())
            case 6:
                paid = (IncapacidadPagada(self.word(), self.some()),)
                return Recibo(
                    place, registro, nss, desde=self.day(), hasta=self.day(), sbc=self.money(), incapacidades=paid
                )
            case _:
                ramo = rng.choice((*(one.key for one in RAMOS), "tenencia"))
                shares = {(ramo, rng.choice(tuple(Parte))): self.money() or Money("1.00")}
                bill = rng.choice(tuple(Bill))
                month = rng.choice((date(2026, 10, 1), self.day()))
                return Cobro(place, registro, nss, month, bill, self.some(), Money("400.00"), shares, tipo=self.word())


def shown(reading: Reading, month: Period) -> None:
    """The page, every explanation and the lighter files."""
    planilla = joined(reading, files.REGISTRO)
    primas = dict.fromkeys(planilla.registros, Decimal("0.54355"))
    worked = work(planilla, asking.Given(month, Zona.GENERAL, "sua", primas))
    page = result_page(worked, asking.Asked(), "x", {})
    context = Context({**ANONYMOUS, "page": page, "request": RequestFactory().get("/x"), "csrf_token": "a"})
    html = get_template("portal/cedula_resultado.html").template.render(context)  # type: ignore[attr-defined]
    assert "<b>" not in html
    for one in worked.employers:
        total_page(worked, asking.Asked(), "x", one.registro, ALL, ALL)
        for persona in one.people:
            person_page(worked, asking.Asked(), "x", one.registro, persona.clave)
        for kind in ("csv", "json", "diferencias"):
            with suppress(NotMade):
                download(kind, worked, reading, one.registro, NOW)


@pytest.mark.parametrize("seed", range(4))
def test_any_records_end_in_a_page_or_in_a_word(seed: int) -> None:
    drawn = Anything(seed)
    shown_pages = 0
    for _ in range(ROUNDS):
        records = tuple(drawn.record() for _ in range(drawn.rng.randrange(1, 9)))
        try:
            shown(unpacked(packed(Reading(records, ()))), drawn.rng.choice((files.SEPTEMBER, files.OCTOBER)))
            shown_pages += 1
        except (NotRead, NoLaw):
            continue
    assert shown_pages > ROUNDS // 2


@pytest.mark.parametrize("seed", range(3))
def test_what_was_carried_with_some_letters_changed_is_read_or_refused(seed: int) -> None:
    rng = random.Random(seed)
    whole = own_json.write(files.workers(6), files.findings())
    for _ in range(150):
        broken = bytearray(whole)
        for _ in range(rng.randrange(1, 5)):
            broken[rng.randrange(len(broken))] = rng.randrange(256)
        state = base64.urlsafe_b64encode(zlib.compress(bytes(broken))).decode().rstrip("=")
        with suppress(NotRead, NoLaw):
            shown(unpacked(state), files.SEPTEMBER)

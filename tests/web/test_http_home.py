"""The first screen over HTTP: what it says of each, that it says nothing of anybody else, and what it costs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.families import relative
from tests.web.office import DAY, Browser, Office, drawn, text
from ventanilla.adapters.citas.local import InventedAppointments
from ventanilla.apps.affiliation.api import use_pensions
from ventanilla.apps.affiliation.models import Movimiento, Persona, RegistroPatronal
from ventanilla.apps.appointments.api import use_appointments
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.appointments import Cita
from ventanilla.domain.benefits import Concepto, PagoPension
from ventanilla.kernel.clock import CIVIL_ZONE
from ventanilla.kernel.money import Money
from ventanilla.web.portal.home import MAX_MOVEMENTS, _here

MONTH = DAY.replace(day=1)
SUM = (Concepto("Pensión", 1_000_000), Concepto("Préstamo", 50_000, descuento=True))
MOST_QUERIES = 36  # of the whole page, session and frame among them, whoever it is


@pytest.fixture
def appointments() -> Iterator[None]:
    use_appointments(InventedAppointments())
    yield
    use_appointments(None)


def cost(browser: Browser) -> int:
    browser.get("/oficina")  # what is only looked up once
    with CaptureQueriesContext(connection) as queries:
        assert browser.get("/oficina").status_code == 200
    return len(queries)


def test_a_worker_reads_what_the_register_holds(office: Office) -> None:
    person = drawn().named("trabajadora")
    said = text(office.browser("trabajadora").get("/oficina"))
    with scope(None):
        rows = Movimiento.objects.filter(persona=person.subject).select_related("registro__patron")
        newest = rows.order_by("recorded_at", "id").last()
        now = [row.registro.patron.nombre for row in rows]
    assert newest is not None
    assert any(name in said for name in now)
    assert str(Money.of_centavos(newest.sbc_centavos or 0)) in said
    assert "Semanas cotizadas" in said
    assert str(person.nss) in said
    assert "Próxima cita" not in said, "nobody keeps appointments here"


def test_an_appointment_is_shown_where_somebody_keeps_them(office: Office, appointments: None) -> None:
    slugs = ("trabajadora", "pensionada", "conservacion", "baja-antigua")
    assert any("Próxima cita" in text(office.browser(slug).get("/oficina")) for slug in slugs)


class Pays:
    """Whoever pays pensions: the same payments to everybody."""

    def __init__(self, *paid: PagoPension) -> None:
        self.paid = paid

    def payments(self, curps: Sequence[str]) -> Mapping[str, tuple[PagoPension, ...]]:
        return dict.fromkeys(curps, self.paid)


@pytest.mark.parametrize(
    ("paid", "said"),
    [
        ((PagoPension(MONTH, date(2026, 11, 2), SUM),), "$9,500.00 Se depositó el 2 de noviembre de 2026."),
        ((PagoPension(MONTH, date(2026, 11, 30), SUM),), "$9,500.00 Se deposita el 30 de noviembre de 2026."),
        ((PagoPension(MONTH, date(2026, 11, 30)),), "Importe por confirmar Se deposita el 30 de noviembre de 2026."),
        (
            (PagoPension(MONTH, date(2026, 11, 2), SUM, date(2026, 11, 4)),),
            "$9,500.00 El banco lo devolvió el 4 de noviembre de 2026.",
        ),
        ((PagoPension(date(2026, 10, 1), date(2026, 10, 1), SUM),), "El área de pensiones no ha informado ningún pago"),
        ((), "El área de pensiones no ha informado ningún pago"),
    ],
)
def test_a_pensioner_reads_what_was_paid_this_month(office: Office, paid: tuple[PagoPension, ...], said: str) -> None:
    use_pensions(Pays(*paid))
    try:
        page = office.browser("pensionada").get("/oficina")
        worker = text(office.browser("trabajadora").get("/oficina"))
    finally:
        use_pensions(None)
    assert said in text(page)
    assert "/tramites/consulta_pensionado" in page.content.decode()
    assert "Pago de este mes" not in worker


def test_a_pensioner_is_told_who_has_their_payment(office: Office) -> None:
    said = text(office.browser("pensionada").get("/oficina"))
    assert "Por cesantía en edad avanzada o vejez" in said
    assert "Sin dato" in said
    assert "El área de pensiones todavía no informa a esta oficina." in said
    assert "Su empleador hoy" not in said


def test_whoever_acts_for_a_child_sees_the_child_and_not_their_own_work(office: Office) -> None:
    mother = office.browser("trabajadora")
    with scope(None):
        wages = {
            str(Money.of_centavos(centavos or 0))
            for centavos in Movimiento.objects.filter(persona=drawn().named("trabajadora").subject)
            .exclude(sbc_centavos=None)
            .values_list("sbc_centavos", flat=True)
        }
    mother.get("/cuenta/familia")
    mother.post("/cuenta/familia/actuar", {"persona": str(relative("Ximena").subject)})
    said = text(mother.get("/oficina"))
    assert "Por quién tiene derecho" in said
    assert "Marisol Almendral Cumbres Parentesco: Hija o hijo." in said
    assert "Su empleador hoy" not in said
    assert not [wage for wage in wages if wage in said]


def test_what_it_costs_is_bounded_and_does_not_grow_with_the_history(office: Office) -> None:
    worker = office.browser("trabajadora")
    before = cost(worker)
    assert before <= MOST_QUERIES, before
    with scope(None):
        person = Persona.objects.get(subject=drawn().named("trabajadora").subject)
        for n, registro in enumerate(RegistroPatronal.objects.all()[:12]):
            at = datetime(2026, 11, 20, tzinfo=UTC) + timedelta(minutes=n)
            Movimiento.objects.create(
                persona=person, nss=person.nss or "", registro=registro, tipo="08", fecha=DAY - timedelta(days=700 + n),
                recorded_at=at, sbc_centavos=50_000,
            )  # fmt: skip
    assert cost(worker) == before
    for slug in ("pensionada", "duplicada", "baja-antigua"):
        assert cost(office.browser(slug)) <= MOST_QUERIES, slug


def test_two_registers_that_differ_are_to_be_looked_at(office: Office) -> None:
    said = text(office.browser("duplicada").get("/oficina"))
    assert "Por aclarar en su registro" in said


def test_a_page_that_this_office_has_not_is_no_link() -> None:
    assert _here("/oficina") == "/oficina"
    assert _here("/no-existe") == ""


def test_invented_appointments_are_ahead_and_the_same_each_time() -> None:
    book, now = InventedAppointments(), datetime(2026, 11, 22, 15, tzinfo=UTC)
    found = [book.next_of(one.titular.subject, now) for one in drawn().hogares]
    assert found == [book.next_of(one.titular.subject, now) for one in drawn().hogares]
    assert all(one.cuando > now and one.cuando.astimezone(CIVIL_ZONE).weekday() < 5 for one in found if one)
    with pytest.raises(ValueError, match="zone"):
        Cita(datetime(2026, 11, 22, 15), "Medicina familiar", "UMF 21")  # noqa: DTZ001 - that is what is refused


def test_the_first_lines_are_the_newest(office: Office) -> None:
    with scope(None):
        rows = Movimiento.objects.filter(persona=drawn().named("trabajadora").subject)
        newest = list(rows.order_by("-recorded_at", "-id")[:MAX_MOVEMENTS])
    said = text(office.browser("trabajadora").get("/oficina"))
    places = [said.index(f"{row.fecha:%d/%m/%Y}") for row in newest]
    assert all(place > said.index("Últimos movimientos") for place in places)

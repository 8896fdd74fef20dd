"""Whoever acts for an employer by an authorisation reads of its inbox what is of the business, never of a life."""

from __future__ import annotations

import html
import re

import pytest
from django.conf import settings

from tests.web.mandates import EMPRESA, accepted, accountant_of, acting, given
from tests.web.office import Browser, Office, as_json, drawn, text
from tests.web.questions import asker, question_of
from tests.web.staff_files import give_roles
from ventanilla.apps.cases.api import consulta_answer
from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.apps.inbox.models import Aviso
from ventanilla.domain.affiliation import AvisoPatronalRegistrado, PlazoRecordado
from ventanilla.domain.authority import SYSTEM, Role
from ventanilla.kernel.acts import SubjectId

SECRET = "La respuesta que solo lee quien preguntó por su salud."


def reminded(subject: SubjectId) -> None:
    today = settings.VENTANILLA_CLOCK.today()
    event = PlazoRecordado("prueba", "Pagar las cuotas de noviembre de 2026.", today)
    with scope(None):
        events_append([ToLog(event, subject, SYSTEM)], now=settings.VENTANILLA_CLOCK.now())


@pytest.fixture
def boss(office: Office) -> Browser:
    """A person who employs, and who was told something of their own life."""
    browser = office.browser("patron")
    office.browser("personal")
    give_roles("personal", {Role.REVISION})
    consulta = question_of("patron")
    consulta_answer(consulta, answer=SECRET, by=asker("personal"), now=settings.VENTANILLA_CLOCK.now())
    reminded(SubjectId(drawn().named("patron").subject))
    return browser


def test_a_delegate_of_a_person_reads_the_terms_and_nothing_of_their_life(office: Office, boss: Browser) -> None:
    mandate = given(boss, office.mint.identity("patron"), drawn().named("contador").curp, alcance="todo")
    own = html.unescape(text(boss.get("/buzon")))
    assert SECRET[:30] in own
    accountant = office.browser("contador")
    accepted(accountant, mandate)
    acting(accountant, mandate)
    page = accountant.get("/buzon").content.decode()
    assert "Pagar las cuotas" in page
    assert SECRET[:30] not in html.unescape(page)
    assert len(re.findall(r'href="/buzon/\d+"', page)) == 1
    with scope(SubjectId(drawn().named("patron").subject)):
        private = Aviso.objects.exclude(kind="plazo_recordado").values_list("seq", flat=True)
        seqs = list(private)
    assert seqs
    for seq in seqs:
        assert accountant.get(f"/buzon/{seq}").status_code == 404
        accountant.get("/buzon")
        assert accountant.post(f"/buzon/{seq}/aclarar").status_code == 404
    told = as_json(accountant.get("/api/v1/buzon"))["elementos"]
    assert [one["clase"] for one in told] == ["plazo_recordado"]
    with scope(SubjectId(drawn().named("patron").subject)):
        assert not Aviso.objects.filter(seq__in=seqs).exclude(opened_at=None).exists()  # nor does it open any


def test_one_limited_to_a_registro_reads_no_notice_that_names_another(office: Office) -> None:
    company = office.browser("empresa")
    accountant, _ = accountant_of(office, company, alcance="movimientos", registro=EMPRESA.registros[0].numero)
    reminded(SubjectId(EMPRESA.subject))
    listed = accountant.get("/buzon").content.decode()
    assert "Pagar las cuotas" in listed
    assert len(re.findall(r'href="/buzon/\d+"', listed)) == 1
    assert len(re.findall(r'href="/buzon/\d+"', company.get("/buzon").content.decode())) > 1
    assert AvisoPatronalRegistrado.TYPE == "aviso_patronal_registrado"
    assert PlazoRecordado.TYPE == "plazo_recordado"

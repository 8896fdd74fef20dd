"""What a case keeps of itself: what was signed, what it was decided from; how often it asks; one case for any click."""

from __future__ import annotations

import dataclasses
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from typing import Any, ClassVar, Final, Literal
from uuid import UUID

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.tramites.test_casos import cases_of
from tests.web import aclaracion
from tests.web.office import Browser, Office, drawn, text
from ventanilla import law
from ventanilla.apps.cases.api import NotByRules, case_resolve, offer, resolution_recompute, tramites
from ventanilla.apps.cases.models import Ask, Case, Resolution
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import keepers, scope
from ventanilla.domain.affiliation import HistoriaDe
from ventanilla.kit import Approve, Form, field
from ventanilla.tramites.constancia_vigencia import decision as vigencia_decision
from ventanilla.tramites.constancia_vigencia.definition import TRAMITE as VIGENCIA

CLICKS: Final = 50
CONSTANT: Final = 40  # queries of a run that no question causes, and what each kind of question costs at once
OUTSIDE: Final = 10  # more where somebody outside is asked: the run starts again once its answer is kept


@pytest.fixture
def worker(office: Office) -> Browser:
    """The insured woman of the demonstration, signed in."""
    return office.browser("trabajadora")


def last() -> Resolution:
    with scope(None):
        return Resolution.objects.order_by("id").last()  # type: ignore[return-value]  # a test decides first


# -- what was signed


class Cambiada(Form):
    """The constancia's questions as another version asks them."""

    VERSION: ClassVar[int] = 2

    para: Literal["titular", "familia"] = field("¿De quién?", choices={"titular": "Mía", "familia": "De todos"})
    motivo: str = field("¿Para qué la quiere?")


WITH: Final[dict[str, Any]] = {"form": Cambiada}
CHANGED: Final = dataclasses.replace(VIGENCIA, **WITH)


def test_a_filed_case_shows_what_was_signed_though_the_form_changed(office: Office, worker: Browser) -> None:
    folio = worker.filed(office.mint.identity())
    with scope(None):
        case = Case.objects.get(folio=folio)
    assert (case.form_version, case.lines[0]) == (
        1,
        {"label": "¿Para quién es la constancia?", "answer": "Solo para mí"},
    )
    assert case.code_version
    offered = tramites()
    try:
        offer({"constancia_vigencia": CHANGED})
        page = text(worker.get(f"/expedientes/{folio}"))
        assert "¿Para quién es la constancia?" in page
        assert "¿De quién?" not in page
    finally:
        offer(offered)


def test_a_draft_of_an_older_version_keeps_what_still_serves_and_says_so(office: Office, worker: Browser) -> None:
    draft = worker.ready("familia")
    offered = tramites()
    try:
        offer({"constancia_vigencia": CHANGED})
        first = worker.get(f"/solicitudes/{draft}/1")
        assert "Este formulario cambió desde que lo empezó." in text(first)
        assert 'value="familia" checked' in first.content.decode()
        assert worker.get(f"/solicitudes/{draft}/revisar").headers["Location"] == f"/solicitudes/{draft}/2"
        worker.post(f"/solicitudes/{draft}/2", {"motivo": "Me la piden"})
        assert "Este formulario cambió" not in text(worker.get(f"/solicitudes/{draft}/1"))
    finally:
        offer(offered)
    with scope(None):
        case = Case.objects.get(id=draft)
    assert (case.form_version, case.draft) == (2, {"para": "familia", "motivo": "Me la piden"})


# -- deciding again


def test_a_decision_is_computed_again_from_what_was_kept(office: Office, worker: Browser) -> None:
    worker.filed(office.mint.identity(), "familia")
    again = resolution_recompute(last().pk)
    assert again.same, again.decision
    assert (again.parameters, again.code) == ((), None)


def test_a_decision_with_what_was_answered_is_computed_again(office: Office, worker: Browser) -> None:
    aclaracion.filed(worker, office.mint.identity())
    aclaracion.respond(office.browser("empresa"), office.mint.identity("empresa"), acepta="si")
    with scope(None):
        rows = list(Resolution.objects.order_by("number"))
    assert [row.kind for row in rows] == ["Ask", "Ask"]
    for row in rows:
        again = resolution_recompute(row.pk)
        assert again.same, again.decision
        assert again.parameters == ()


def test_a_changed_parameter_is_named_and_so_is_the_field_it_changes(
    office: Office, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    aclaracion.filed(worker, office.mint.identity())
    from ventanilla.law import rows

    real = rows.row

    def planted(key: str, on: date) -> law.Row:
        found = real(key, on)
        if key != "expedientes.respuesta_patron_dias":
            return found
        return dataclasses.replace(found, value=found.value + 1)

    monkeypatch.setattr(rows, "row", planted)
    monkeypatch.setattr("ventanilla.law.integer", lambda key, on: int(planted(key, on).value))
    again = resolution_recompute(last().pk)
    assert {one.at for one in again.decision} == {"until", "why"}
    assert {one.at: one.now for one in again.decision}["until"] == "2026-11-30"


def test_a_changed_rule_is_named_by_the_field_it_changes(
    office: Office, worker: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker.filed(office.mint.identity())
    real = vigencia_decision.decide

    def planted(solicitud: Any, hechos: Any, on: date) -> Any:
        decided = real(solicitud, hechos, on)
        assert isinstance(decided, Approve)
        return Approve(dataclasses.replace(decided.result, al=date(2030, 1, 1)))

    offered = tramites()
    try:
        offer(offered | {"constancia_vigencia": dataclasses.replace(VIGENCIA, decide=planted)})
        again = resolution_recompute(last().pk)
    finally:
        offer(offered)
    assert [(one.at, one.now) for one in again.decision] == [("result.al", "2030-01-01")]


def test_what_an_official_chose_is_not_computed(office: Office, worker: Browser) -> None:
    worker.filed(office.mint.identity())
    kept = last()
    with scope(None):
        other = Resolution.objects.create(
            case=kept.case,
            number=9,
            kind="Reject",
            record=kept.record | {"by_rules": False},
            decided_at=kept.decided_at,
        )
    with pytest.raises(NotByRules):
        resolution_recompute(other.pk)


def test_a_question_that_was_not_asked_then_is_said(office: Office, worker: Browser) -> None:
    worker.filed(office.mint.identity())
    real = VIGENCIA.facts

    def planted(solicitud: Any, actor: Any, ask: Any) -> Any:
        ask(HistoriaDe(drawn().named("patron").subject))
        return real(solicitud, actor, ask)

    offered = tramites()
    try:
        offer(offered | {"constancia_vigencia": dataclasses.replace(VIGENCIA, facts=planted)})
        (changed,) = resolution_recompute(last().pk).decision
    finally:
        offer(offered)
    assert changed.at.startswith("pregunta HistoriaDe")


# -- how often it asks


def received(key: str, tramite: Any) -> UUID:
    """A case of the trámite with the answers of its first example, received and not decided."""
    now, person = settings.VENTANILLA_CLOCK.now(), drawn().named("trabajadora")
    answers = {name: str(value) for name, value in cases_of(key)[0].given["solicitud"].items()}
    with scope(None):
        case = Case.objects.create(
            tramite=key,
            title=tramite.title,
            account_id=account_of_hers(),
            person=person.subject,
            subject=person.subject,
            applicant=person.nombre,
            assurance=3,
            state="recibido",
            draft=answers,
            opened_at=now,
            saved_at=now,
            filed_at=now,
            folio="0" * 12,
        )
    return case.id


def account_of_hers() -> UUID:
    from ventanilla.apps.accounts.models import Account

    return Account.objects.get(curp=drawn().named("trabajadora").curp).id


def cost(case: UUID) -> tuple[int, int]:
    """The queries of deciding it, and the questions that it asked."""
    with CaptureQueriesContext(connection) as queries:
        case_resolve(case)
    return len(queries), len(last().record["asked"])


@pytest.mark.parametrize("key", sorted(tramites()))
def test_a_tramite_costs_no_more_queries_than_questions_and_a_constant(
    office: Office, worker: Browser, key: str
) -> None:
    queries, questions = cost(received(key, tramites()[key]))
    # One question of it is about everything that is kept of a person: each table is looked at, whoever they are.
    tables = sum(len(keeps.tables) for keeps, _ in keepers()) if key == "derechos_arco" else 0
    outside = OUTSIDE if getattr(tramites()[key], "outside", ()) else 0
    assert queries <= questions + CONSTANT + outside + 2 * tables, (queries, questions, tables)


def test_a_planted_query_for_each_person_is_found(office: Office, worker: Browser) -> None:
    people = [hogar.titular.subject for hogar in drawn().hogares][:20]
    real = VIGENCIA.facts

    def planted(solicitud: Any, actor: Any, ask: Any) -> Any:
        for subject in people:
            ask(HistoriaDe(subject))
        return real(solicitud, actor, ask)

    offered = tramites()
    try:
        offer(offered | {"constancia_vigencia": dataclasses.replace(VIGENCIA, facts=planted)})
        queries, questions = cost(received("constancia_vigencia", VIGENCIA))
    finally:
        offer(offered)
    assert queries > questions + CONSTANT, (queries, questions)


# -- fifty clicks


def test_fifty_clicks_at_once_file_one_case_with_one_receipt(committing_office: Office) -> None:
    clicked(committing_office, committing_office.browser("trabajadora"))
    with scope(None):
        assert Case.objects.exclude(state="borrador").count() == 1


def clicked(office: Office, browser: Browser) -> None:
    """A draft signed once and sent by fifty clicks at once: one case, one receipt, and the same answer for each."""
    who = office.mint.identity()
    draft = browser.ready()
    signed = browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), who)

    def click(_: int) -> tuple[int, str]:
        other = Browser(token=browser.token)
        other.client.cookies.update(browser.client.cookies)
        try:
            sent = other.send(signed)
            return sent.status_code, sent.headers.get("Location", "")
        finally:
            connection.close()

    with ThreadPoolExecutor(CLICKS) as pool:
        answers = list(pool.map(click, range(CLICKS)))
    with scope(None):
        case = Case.objects.get(id=draft)
        assert Document.objects.filter(case=case.id, kind="acuse").count() == 1
        assert Resolution.objects.filter(case=case).count() == 1
        assert not Ask.objects.filter(case=case).exists()
    assert set(answers) == {(302, f"/expedientes/{case.folio}")}

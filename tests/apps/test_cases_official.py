"""What officials do with a case: with their own facts, once, never with their own, and never without saying why."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import IntegrityError, transaction
from pytest_django import Settings
from tests.web.conftest import mint, office
from tests.web.office import Office, drawn
from tests.web.referred import ANOTHER, OFFICIAL, OWNER, REASONS, actor, enter, filed, reviewing, seen

from ventanilla import law
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Contradiccion
from ventanilla.apps.cases.api import (
    CaseNotFound,
    Filters,
    NotReviewer,
    ReviewRefused,
    case_ask_more,
    case_confirm,
    case_for,
    case_reject,
    case_release,
    case_resolve,
    case_second,
    case_take,
    official_case,
    queue_for,
    waiting_for,
)
from ventanilla.apps.cases.models import Case, Resolution, Review
from ventanilla.apps.cases.runner import NotTold
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import merged, scope, timeline
from ventanilla.domain.cases import State
from ventanilla.domain.cases.second import ReviewFault
from ventanilla.domain.documents import IssueDocument

__all__ = ["mint", "office"]  # fixtures
LETTER = "resolucion"


def actor_name(slug: str) -> str:
    return Account.objects.get(curp=drawn().named(slug).curp).name


@pytest.fixture
def folio(office: Office) -> str:
    """A case that waits, and an official to review it."""
    enter(office, OWNER, OFFICIAL, ANOTHER)
    reviewing(OFFICIAL, ANOTHER)
    return filed()


def confirm(folio: str, slug: str = OFFICIAL, proposal: str = "") -> State:
    return case_confirm(
        folio, reasons=REASONS, seen=proposal or seen(folio, slug), by=actor(slug), now=settings.VENTANILLA_CLOCK.now()
    )


def reject(folio: str, slug: str = OFFICIAL, **changed: Any) -> State:
    said: dict[str, Any] = {"reasons": REASONS, "cite": ("LSS 15",), "seen": seen(folio, slug)} | changed
    return case_reject(folio, by=actor(slug), now=settings.VENTANILLA_CLOCK.now(), **said)


def letters(folio: str) -> list[Document]:
    with scope(None):
        case = Case.objects.get(folio=folio)
        return list(Document.objects.filter(case=case.id, kind=LETTER))


def told(folio: str) -> list[str]:
    with scope(None):
        case = Case.objects.get(folio=folio)
        return [str(entry.text) for entry in timeline(actor(OWNER).subject, case=case.id)]


def test_what_the_rules_propose_is_confirmed_and_its_letter_says_who_why_and_what_then(folio: str) -> None:
    assert confirm(folio) is State.APROBADO
    (letter,) = letters(folio)
    content = letter.content
    assert content["approved"] is True
    assert content["decider"]["name"] == actor_name(OFFICIAL)
    assert content["decider"]["post"] == "Puesto de prueba"
    assert content["decider"]["unit"] == "Unidad de pruebas"
    assert content["decider"]["competence"] == settings.VENTANILLA_RESOLVES["competence_staff"]
    assert content["decider"]["automatic"] is False
    assert content["why"] == [REASONS]
    assert any(fact["found"] == "Corregir un dato" for fact in content["facts"])
    assert any("Plazo para contestar" in ground["what"] for ground in content["grounds"])
    assert content["remedy"]["name"] == "recurso de revisión sobre datos personales"
    assert content["remedy"]["days"] == 15
    with scope(None):
        own = Document.objects.filter(kind="derechos_arco").count()
    assert own == 1  # what the trámite gives, too
    assert any("Lo resolvió Puesto de prueba, de Unidad de pruebas." in line for line in told(folio))
    assert not any(drawn().named(OFFICIAL).curp in line for line in told(folio))


def test_a_refusal_says_its_reasons_its_articles_and_the_remedy_where_the_person_reads_it(folio: str) -> None:
    assert reject(folio, reasons="El acta no dice eso.\nPuede presentar otra.") is State.NEGADO
    read = case_for(actor(OWNER), folio)
    assert read is not None
    assert read.why == ("El acta no dice eso.", "Puede presentar otra.")
    assert read.cite == ("LSS 15",)
    (letter,) = letters(folio)
    until = date.fromisoformat(letter.content["remedy"]["until"])
    assert until == law.calendar().add(settings.VENTANILLA_CLOCK.today(), 15)
    assert str(until.day) in str(read.remedy)


def test_the_letter_dates_the_filing_by_the_day_in_mexico(folio: str) -> None:
    late = datetime(2026, 11, 21, 5, 30, tzinfo=UTC)  # half past eleven at night of the day before
    with scope(None):
        Case.objects.filter(folio=folio).update(filed_at=late)
    confirm(folio)
    assert letters(folio)[0].content["filed_on"] == "2026-11-20"


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"reasons": "no"}, ReviewFault.SIN_MOTIVO),
        ({"reasons": "x" * 2_001}, ReviewFault.SIN_MOTIVO),
        ({"cite": (" ", "")}, ReviewFault.SIN_FUNDAMENTO),
        ({"seen": ""}, ReviewFault.CAMBIO),
        ({"seen": "0" * 64}, ReviewFault.CAMBIO),
    ],
)
def test_a_refusal_that_lacks_something_is_not_made(folio: str, changed: dict[str, Any], fault: ReviewFault) -> None:
    with pytest.raises(ReviewRefused) as refused:
        reject(folio, **changed)
    assert refused.value.fault is fault
    with scope(None):
        assert Case.objects.get(folio=folio).state == State.EN_REVISION.value
        assert not Review.objects.exists()


def test_the_same_answer_twice_is_one_and_another_is_told_who_decided(folio: str) -> None:
    proposal = seen(folio)
    confirm(folio, proposal=proposal)
    assert confirm(folio, proposal=proposal) is State.APROBADO
    assert len(letters(folio)) == 1
    with pytest.raises(ReviewRefused) as refused:
        confirm(folio, ANOTHER, proposal=proposal)
    assert refused.value.fault is ReviewFault.YA_DECIDIDO
    assert refused.value.who == "Puesto de prueba, Unidad de pruebas"


def test_what_another_has_is_theirs_until_it_is_taken_or_left(folio: str) -> None:
    now = settings.VENTANILLA_CLOCK.now()
    case_take(folio, by=actor(ANOTHER), now=now)
    case_take(folio, by=actor(ANOTHER), now=now)
    assert sum("lo revisa" in line for line in told(folio)) == 1
    read = case_for(actor(OWNER), folio)
    assert read is not None
    assert read.reviewed_by == ("Puesto de prueba", "Unidad de pruebas")
    with pytest.raises(ReviewRefused) as refused:
        confirm(folio)
    assert refused.value.fault is ReviewFault.DE_OTRA_PERSONA
    case_release(folio, by=actor(OFFICIAL), now=now)  # not theirs to leave
    assert queue_for(actor(ANOTHER), Filters(mine=True), now=now).rows
    case_release(folio, by=actor(ANOTHER), now=now)
    assert confirm(folio) is State.APROBADO


def test_nobody_sees_or_resolves_their_own_case_their_familys_or_one_they_filed(office: Office) -> None:
    enter(office, OWNER, OFFICIAL)
    reviewing(OWNER, OFFICIAL)
    folio, now = filed(), settings.VENTANILLA_CLOCK.now()
    assert official_case(actor(OWNER), folio, now=now) is None
    assert waiting_for(actor(OWNER), now=now) == 0
    assert waiting_for(actor(OFFICIAL), now=now) == 1
    for attempt in (case_take, case_release):
        with pytest.raises(CaseNotFound):
            attempt(folio, by=actor(OWNER), now=now)
    with pytest.raises(CaseNotFound):
        confirm(folio, OWNER, proposal=seen(folio))
    # Of a child, filed by somebody else of the family.
    child = next(one for one in drawn().hogares if one.titular.curp == drawn().named(OWNER).curp).familia[0]
    with scope(None):
        Case.objects.filter(folio=folio).update(subject=child.subject, account=actor(OFFICIAL).owner)
    assert official_case(actor(OWNER), folio, now=now) is None


def test_the_database_keeps_an_official_from_their_own_case(folio: str) -> None:
    with scope(None), transaction.atomic():
        case = Case.objects.get(folio=folio)
        said = {
            "case": case,
            "act": "negar",
            "post": "x",
            "unit": "x",
            "at": settings.VENTANILLA_CLOCK.now(),
            "state": "hecha",
        }
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(by_id=actor(OWNER).owner, **said)
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(by_id=actor(OFFICIAL).owner, second_by_id=actor(OFFICIAL).owner, **said)
        with pytest.raises(IntegrityError), transaction.atomic():
            Review.objects.create(by_id=actor(OFFICIAL).owner, second_by_id=actor(OWNER).owner, **said)


def test_who_reviews_nothing_reads_and_does_nothing(office: Office) -> None:
    enter(office, OWNER, OFFICIAL)
    folio, now = filed(), settings.VENTANILLA_CLOCK.now()
    with pytest.raises(NotReviewer):
        queue_for(actor(OFFICIAL), Filters(), now=now)
    with pytest.raises(NotReviewer):
        case_take(folio, by=actor(OFFICIAL), now=now)


def test_what_changed_under_the_official_is_shown_again_and_never_carried_out(office: Office) -> None:
    enter(office, OWNER, OFFICIAL)
    reviewing(OFFICIAL)
    subject = actor(OWNER).subject
    with scope(None):
        Contradiccion.objects.create(persona_id=subject, codigo="NSS_DUPLICADO", detectada=date(2026, 1, 1))
    folio = filed(key="constancia_vigencia", para="titular", fecha="2026-11-20")
    proposal = seen(folio)
    with scope(None):
        Case.objects.filter(folio=folio).update(draft={"para": "titular", "fecha": "2026-11-19"})
    with pytest.raises(ReviewRefused) as refused:
        confirm(folio, proposal=proposal)
    assert refused.value.fault is ReviewFault.CAMBIO
    assert confirm(folio) is State.APROBADO
    (letter,) = letters(folio)
    assert any("más de un Número" in fact["found"] for fact in letter.content["facts"])


def test_what_is_asked_comes_back_to_review_and_not_to_the_rules_alone(folio: str) -> None:
    now, today = settings.VENTANILLA_CLOCK.now(), settings.VENTANILLA_CLOCK.today()
    by = actor(OFFICIAL)
    for question, until, fault in (
        ("¿Qué?", today + timedelta(days=5), ReviewFault.SIN_PREGUNTA),
        ("Mande la copia de su acta.", today, ReviewFault.FECHA),
        ("Mande la copia de su acta.", None, ReviewFault.FECHA),
        ("Mande la copia de su acta.", today + timedelta(days=400), ReviewFault.FECHA),
    ):
        with pytest.raises(ReviewRefused) as refused:
            case_ask_more(folio, question=question, until=until, by=by, now=now)
        assert refused.value.fault is fault
    until = today + timedelta(days=5)
    assert case_ask_more(folio, question="Mande la copia de su acta.", until=until, by=by, now=now) is State.PREGUNTADO
    read = case_for(actor(OWNER), folio)
    assert read is not None
    assert read.why == ("Mande la copia de su acta.",)
    with scope(None):
        case = Case.objects.get(folio=folio)
        assert (
            Resolution.objects.filter(case=case).order_by("-number")[0].record["decision"]["what"] == "MasInformacion"
        )
        # It is answered: whatever the rules say by themselves now, a person sees it.
        Case.objects.filter(id=case.id).update(
            state=State.RECIBIDO.value, draft=case.draft | {"derecho": "acceso", "datos": "persona"}
        )
    assert case_resolve(case.id) is State.EN_REVISION
    assert not letters(folio)
    assert confirm(folio) is State.APROBADO


def test_where_the_policy_wants_two_another_official_agrees(folio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = replace(law.policy("resolucion_segunda_persona"), value="datos_personales")
    monkeypatch.setattr("ventanilla.domain.cases.second.law.policy", lambda key: chosen)
    now, proposal = settings.VENTANILLA_CLOCK.now(), seen(folio)
    assert confirm(folio, proposal=proposal) is State.EN_REVISION
    assert confirm(folio, proposal=proposal) is State.EN_REVISION  # sent twice
    assert not letters(folio)
    with pytest.raises(ReviewRefused) as refused:
        case_second(folio, agree=True, reason="", seen=proposal, by=actor(OFFICIAL), now=now)
    assert refused.value.fault is ReviewFault.MISMA_PERSONA
    with pytest.raises(ReviewRefused) as refused:
        case_second(folio, agree=False, reason="", seen=proposal, by=actor(ANOTHER), now=now)
    assert refused.value.fault is ReviewFault.SIN_MOTIVO
    case_second(folio, agree=False, reason="Falta ver el acta original.", seen=proposal, by=actor(ANOTHER), now=now)
    confirm(folio, proposal=seen(folio))
    with pytest.raises(ReviewRefused) as refused:
        case_second(folio, agree=True, reason="", seen="0" * 64, by=actor(ANOTHER), now=now)
    assert refused.value.fault is ReviewFault.CAMBIO
    done = case_second(folio, agree=True, reason="", seen=seen(folio, ANOTHER), by=actor(ANOTHER), now=now)
    assert done is State.APROBADO
    assert len(letters(folio)) == 1


def test_an_official_without_an_article_of_competence_resolves_nothing(folio: str, settings: Settings) -> None:
    settings.VENTANILLA_RESOLVES = settings.VENTANILLA_RESOLVES | {"competence_staff": ""}
    with pytest.raises(ReviewRefused) as refused:
        confirm(folio)
    assert refused.value.fault is ReviewFault.SIN_COMPETENCIA
    with scope(None):
        assert Case.objects.get(folio=folio).state == State.EN_REVISION.value
        assert not Document.objects.exists()


def test_the_list_is_bounded_and_goes_on_where_it_was(folio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ventanilla.apps.cases.queues.PAGE_ROWS", 2)
    others = {filed() for _ in range(4)}
    now, by, read, after = settings.VENTANILLA_CLOCK.now(), actor(OFFICIAL), [], ""
    for _ in range(3):
        page = queue_for(by, Filters(), after=after, now=now)
        read += [row.folio for row in page.rows]
        after = page.after
    assert after == ""
    assert sorted(read) == sorted({folio, *others})
    assert queue_for(by, Filters(), after="nada", now=now).rows  # begins again
    assert page.queues == (("datos_personales", 5),)
    for none in (
        Filters(queue="afiliacion"),
        Filters(tramite="constancia_vigencia"),
        Filters(mine=True),
        Filters(late=True),
    ):
        assert not queue_for(by, none, now=now).rows
    assert len(queue_for(by, Filters(curp=drawn().named(OWNER).curp), now=now).rows) == 2
    assert not queue_for(by, Filters(curp=drawn().named(ANOTHER).curp), now=now).rows
    assert not queue_for(by, Filters(curp="NADIE"), now=now).rows
    settings.VENTANILLA_CLOCK = type(settings.VENTANILLA_CLOCK)(settings.VENTANILLA_CLOCK.shift_seconds + 60 * 86_400)
    assert queue_for(by, Filters(late=True), now=settings.VENTANILLA_CLOCK.now()).rows


def test_what_is_done_without_telling_it_is_undone(folio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def silent(kind: str) -> dict[type[Any], Any]:
        return merged(kind) | {IssueDocument: lambda orders: None}

    with monkeypatch.context() as planted:
        planted.setattr("ventanilla.apps.cases.runner.merged", silent)
        with pytest.raises(NotTold, match="IssueDocument was performed 2 times and the log tells it 0 times"):
            confirm(folio)
    with scope(None):
        assert Case.objects.get(folio=folio).state == State.EN_REVISION.value
        assert not Review.objects.exists()
    assert confirm(folio) is State.APROBADO


def test_one_telling_is_not_enough_for_two_effects(folio: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the trámite gives and its letter are two documents."""

    def forgetful(kind: str) -> dict[type[Any], Any]:
        issue = merged(kind)[IssueDocument]
        return merged(kind) | {IssueDocument: lambda orders: issue(orders[:1])}

    monkeypatch.setattr("ventanilla.apps.cases.runner.merged", forgetful)
    with pytest.raises(NotTold, match="performed 2 times and the log tells it 1 times"):
        confirm(folio)

"""What an employer has is of nobody else: every page of it, whoever comes, and the database when the page forgets."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test.utils import CaptureQueriesContext

from tests.web.mandates import HERE as MANDATES
from tests.web.mandates import accountant_of
from tests.web.office import Browser, Office, drawn, text
from tests.web.programs import Program, made
from tests.web.staff_files import give_roles
from ventanilla.apps.affiliation.models import Persona, RegistroPatronal, Tramo
from ventanilla.apps.eventlog.api import scope
from ventanilla.config.urls import urlpatterns
from ventanilla.domain.authority import Role
from ventanilla.domain.programs import Scope
from ventanilla.kernel.acts import SubjectId

REFERENCE = re.compile(r"v-folio__code\">[0-9A-Z-]+<")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"|data-session-seconds="\d+"')  # the clock runs between two
# Every address of the office of an employer: one that is not here fails `test_no_address_is_forgotten`.
LISTS = {
    "employer_people": "/oficina/personas",
    "employer_people_file": "/oficina/personas.csv",
    "employer_movements": "/oficina/movimientos",
    "employer_movements_file": "/oficina/movimientos.xlsx",
    "employer_terms": "/oficina/calendario",
    "employer_terms_file": "/oficina/calendario.ics",
}
PERSON = "/oficina/personas/{person}"
API = {"api_vigencia": "/api/v1/vigencia"}
STRANGERS = ("other_employer", "ex_delegate", "worker", "official")


@dataclass
class Walk:
    """Whose things there are, and everybody who may not see them."""

    owner: Browser
    strangers: dict[str, Browser]
    person: UUID  # whom the company insures, and no other
    names: frozenset[str]  # of everybody the company alone insures
    nss: str


@pytest.fixture
def walk(office: Office) -> Walk:
    owner = office.browser("empresa")
    accountant, mandate = accountant_of(office, owner)
    assert accountant.get("/oficina/personas").status_code == 200
    owner.get(f"{MANDATES}/{mandate}")
    owner.post(f"{MANDATES}/{mandate}/terminar", {"motivo": ""})
    accountant.get("/oficina")  # where they are told, once, that it ended
    company = next(one for one in drawn().patrones if one.slug == "empresa")
    official = office.browser("personal")
    give_roles("personal", set(Role))
    with scope(None):
        worked: dict[UUID, set[UUID]] = {}
        for person, patron in Tramo.objects.values_list("persona", "registro__patron"):
            worked.setdefault(person, set()).add(patron)
        alone = [person for person, patrons in worked.items() if patrons == {company.subject}]
        people = list(Persona.objects.filter(subject__in=alone).order_by("orden"))
    mine = drawn().named("trabajadora")
    other = next(one for one in people if one.curp != mine.curp)
    return Walk(
        owner,
        {
            "other_employer": office.browser("patron"),
            "ex_delegate": accountant,
            "worker": office.browser("trabajadora"),
            "official": official,
        },
        other.subject,
        frozenset(one.nss or "" for one in people if one.curp != mine.curp),
        other.nss or "",
    )


def alike(response: HttpResponse) -> tuple[int, str]:
    """What is told, but for what is drawn anew at each request and the address that was asked."""
    asked = response.request["PATH_INFO"]  # type: ignore[attr-defined]  # the test client's
    return response.status_code, TOKEN.sub("", REFERENCE.sub("", response.content.decode())).replace(asked, "")


def costs(ask: Callable[[], HttpResponse]) -> tuple[HttpResponse, int]:
    ask()  # what is only looked up once
    with CaptureQueriesContext(connection) as queries:
        response = ask()
    return response, len(queries)


def test_no_address_is_forgotten() -> None:
    of_employers = {one.name for one in urlpatterns if one.name and "employer" in one.name}
    assert of_employers == {*LISTS, "employer_person", "employer_person_file"}
    paths = {str(one.pattern) for one in urlpatterns if str(one.pattern).startswith("oficina/")}
    assert len(paths) == len(of_employers), "a page under /oficina that is not an employer's: say here whose it is"
    assert API.keys() <= {one.name for one in urlpatterns}


@pytest.mark.parametrize("who", STRANGERS)
def test_somebody_elses_worker_is_an_unknown_one(walk: Walk, who: str) -> None:
    stranger = walk.strangers[who]
    theirs, cost = costs(lambda: stranger.get(PERSON.format(person=walk.person)))
    unknown, same = costs(lambda: stranger.get(PERSON.format(person=uuid4())))
    assert theirs.status_code == 404
    assert alike(theirs) == alike(unknown)
    assert cost == same


@pytest.mark.parametrize("who", STRANGERS)
@pytest.mark.parametrize("name", LISTS)
def test_a_list_shows_nothing_of_anothers(walk: Walk, who: str, name: str) -> None:
    stranger = walk.strangers[who]
    found = stranger.get(LISTS[name])
    if who == "other_employer":  # who has a list of their own
        assert found.status_code == 200
        if not name.endswith("_file"):
            said = text(found)
            assert not [nss for nss in walk.names if nss in said]
        with scope(None):
            registro = RegistroPatronal.objects.filter(patron=drawn_company()).first()
        assert registro is not None
        narrowed, cost = costs(lambda: stranger.get(f"{LISTS[name]}?registro={registro.numero}"))
        nothing, same = costs(lambda: stranger.get(f"{LISTS[name]}?registro=A0000000000"))
        assert narrowed.status_code == nothing.status_code
        assert cost == same
        return
    nowhere = stranger.get("/oficina/no-existe")
    assert found.status_code == 404
    assert alike(found) == alike(nowhere)


def drawn_company() -> UUID:
    return next(one for one in drawn().patrones if one.slug == "empresa").subject


@pytest.mark.parametrize("who", STRANGERS)
def test_a_search_finds_nobody_of_anothers(walk: Walk, who: str) -> None:
    stranger = walk.strangers[who]
    stranger.get("/oficina")
    found = stranger.post("/oficina/personas", {"busca": walk.nss})
    if found.status_code == 200:
        assert "Nadie cumple" in text(found)
    else:
        assert found.status_code == 404


@pytest.mark.parametrize("who", STRANGERS)
def test_a_place_of_anothers_list_is_no_place(walk: Walk, who: str) -> None:
    with scope(None):
        row = Tramo.objects.filter(persona=walk.person).first()
    assert row is not None
    stranger = walk.strangers[who]
    theirs, cost = costs(lambda: stranger.get(f"/oficina/personas?despues={row.pk}"))
    unknown, same = costs(lambda: stranger.get("/oficina/personas?despues=999999999"))
    assert theirs.status_code == unknown.status_code
    assert cost == same
    assert walk.nss not in text(theirs)


def test_the_owner_sees_all_of_it(walk: Walk) -> None:
    assert walk.owner.get(PERSON.format(person=walk.person)).status_code == 200
    assert {walk.owner.get(path).status_code for path in LISTS.values()} == {200}


@pytest.mark.parametrize("who", ["patron", "trabajadora", "contador"])
def test_the_api_of_clinics_is_of_clinics(walk: Walk, office: Office, who: str) -> None:
    office.browser(who)
    program = Program(made(who, Scope.VIGENCIA).written)
    known, cost = costs(lambda: program.post(API["api_vigencia"], {"nss": walk.nss}))
    unknown, same = costs(lambda: program.post(API["api_vigencia"], {"nss": "99178500015"}))
    assert (known.status_code, unknown.status_code) == (403, 403)
    assert cost == same


VIEWS = ("affiliation_plantilla", "affiliation_aviso")
TABLES = ("affiliation_tramo", "affiliation_movimiento")


def seen(view: str, who: SubjectId | None, column: str = "persona_id") -> set[Any]:
    with scope(who), connection.cursor() as cursor:
        cursor.execute(f"SELECT {column} FROM {view}")
        return {row[0] for row in cursor.fetchall()}


def test_the_database_keeps_them_apart_whatever_the_query_forgot(walk: Walk) -> None:
    with scope(None):
        patrons = set(RegistroPatronal.objects.values_list("patron", flat=True))
        curps = {who: drawn().named(who).curp for who in ("contador", "trabajadora")}
        subjects = {who: Persona.objects.get(curp=curp).subject for who, curp in curps.items()}
    for view in (*VIEWS, *TABLES):
        assert walk.person in seen(view, SubjectId(drawn_company()))
        for other in (patrons - {drawn_company()}) | set(subjects.values()) | {uuid4()}:
            assert walk.person not in seen(view, SubjectId(other)), (view, other)
    for view in VIEWS:
        assert seen(view, SubjectId(subjects["trabajadora"])) == set(), "a worker is no employer"
    assert seen("affiliation_persona", SubjectId(drawn_company()), "subject") == set(), "a name comes by the view alone"


@pytest.mark.parametrize("view", VIEWS)
def test_nobody_writes_through_what_an_employer_reads(walk: Walk, view: str) -> None:
    from django.db import DatabaseError, transaction

    for order in (f"DELETE FROM {view}", f"UPDATE {view} SET nss = '0'"):
        with (
            pytest.raises(DatabaseError),
            scope(SubjectId(drawn_company())),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(order)

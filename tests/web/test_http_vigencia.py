"""A clinic asks whether somebody is entitled: only its program, only while it attends people. The person sees it."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.web.office import DAY, Office, drawn, text
from tests.web.programs import Program, body, made
from tests.web.staff_files import give_roles
from ventanilla.apps.affiliation.models import Persona
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.domain.authority import Role
from ventanilla.domain.programs import Scope

HERE = "/api/v1/vigencia"
MOST_QUERIES = 17
KEYS = "/cuenta/llaves-de-programa/nueva"


@pytest.fixture
def clinic(office: Office) -> Program:
    office.browser("personal")
    give_roles("personal", {Role.MOSTRADOR})
    return Program(made("personal", Scope.VIGENCIA).written)


def numbers(slug: str = "trabajadora") -> tuple[str, str]:
    with scope(None):
        one = Persona.objects.get(curp=drawn().named(slug).curp)
    return str(one.nss), one.curp


def test_a_clinic_learns_whether_and_until_when_and_the_person_sees_it(clinic: Program, office: Office) -> None:
    nss, curp = numbers()
    said = body(clinic.post(HERE, {"nss": nss}))
    assert said == body(clinic.post(HERE, {"curp": curp.lower()}))
    assert said["vigente"] is True
    assert said["al"] == DAY.isoformat()
    assert said["motivo"] == "VIGENCIA_ALTA"
    assert set(said) == {"vigente", "al", "hasta", "motivo", "umf", "delegacion", "agregado"}
    with scope(None):
        noted = AccessRecord.objects.filter(what="vigencia")
        assert [(row.why, row.reader, bool(row.post)) for row in noted] == [("atencion", "oficial", True)] * 2
    mine = text(office.browser("trabajadora").get("/cuenta/datos/uso"))
    assert "Para darle atención médica" in mine


def test_whoever_the_register_does_not_know_is_answered_in_the_same_shape(clinic: Program) -> None:
    nobody = "99178500015"  # well formed; a number that somebody has cannot be taken from them
    with scope(None):
        assert not Persona.objects.filter(nss=nobody).exists()
    said = body(clinic.post(HERE, {"nss": nobody}))
    assert (said["vigente"], said["motivo"], said["umf"]) == (False, "SIN_REGISTRO", "")


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"nss": "", "curp": ""},
        {"nss": "99178500015", "curp": "PEGA850101HDFRRL09"},
        {"nss": "99178500016"},
        {"nss": 99178500015},
        {"nss": "9" * 500},
        {"curp": "\x00"},
        {"curp": ["PEGA850101HDFRRL09"]},
        {"rfc": "X"},
    ],
)
def test_what_is_no_number_is_told(clinic: Program, wrong: dict[str, Any]) -> None:
    assert body(clinic.post(HERE, wrong), 422)["codigo"] == "CAMPO"


def test_no_number_goes_in_an_address(clinic: Program) -> None:
    assert clinic.get(HERE).status_code == 405
    assert body(clinic.post(f"{HERE}?nss=99178500015", {"nss": "99178500015"}), 400)["codigo"] == "PARAMETRO"


def test_only_a_key_for_this_of_somebody_who_attends_people(clinic: Program, office: Office) -> None:
    nss, _ = numbers()
    office.browser("patron")
    for other in (made("personal", Scope.EXPEDIENTES), made("patron", Scope.VIGENCIA)):
        assert Program(other.written).post(HERE, {"nss": nss}).status_code == 403
    browser = office.browser("personal")
    browser.get("/oficina")
    assert browser.send_json(HERE, {"nss": nss}).status_code == 403
    with scope(None):
        assert not AccessRecord.objects.filter(what="vigencia").exists()


def test_it_ends_with_the_role(clinic: Program, office: Office) -> None:
    office.browser("contador")
    key = made("contador", Scope.VIGENCIA).written
    give_roles("contador", {Role.MOSTRADOR}, days=29, began=30)
    nss, _ = numbers()
    assert body(Program(key).post(HERE, {"nss": nss}), 403)["codigo"] == "PROHIBIDO"


def test_only_officials_who_attend_people_are_offered_it(clinic: Program, office: Office) -> None:
    offered = "Solo consultar la vigencia"
    official = office.browser("personal")
    assert offered in text(official.get(KEYS))
    stranger = office.browser("trabajadora")
    assert offered not in text(stranger.get(KEYS))
    refused = stranger.post(KEYS, {"nombre": "x", "alcance": "vigencia", "dias": "30"})
    assert refused.status_code == 422
    made_here = official.post(KEYS, {"nombre": "clínica", "alcance": "vigencia", "dias": "30"})
    assert made_here.status_code == 200, text(made_here)


def test_an_answer_costs_a_few_lookups(clinic: Program) -> None:
    nss, _ = numbers()
    clinic.post(HERE, {"nss": nss})
    with CaptureQueriesContext(connection) as asked:
        assert clinic.post(HERE, {"nss": nss}).status_code == 200
    assert len(asked) <= MOST_QUERIES

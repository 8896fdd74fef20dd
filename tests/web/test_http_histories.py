"""Whoever audits reads a history, is noted for it, and takes out a file that proves itself."""

from __future__ import annotations

import json
from pathlib import Path

import psycopg
import pytest
from click.testing import CliRunner

from tests.conftest import OfficeDatabase
from tests.web.office import Browser, Office, drawn, text
from ventanilla.apps.cases.api import subject_of_folio
from ventanilla.apps.eventlog.api import ACCESS_PAGE, accesses_for
from ventanilla.cli import main
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.rights import Reading, Why
from ventanilla.kernel.acts import SubjectId

PAGE = "/personal/historial"
TRAMITE = "constancia_vigencia"


@pytest.fixture
def folio(office: Office) -> str:
    """A case that somebody filed."""
    return office.browser("trabajadora").filed(office.mint.identity("trabajadora"))


@pytest.fixture
def auditor(office: Office, folio: str) -> Browser:
    return office.browser("auditora")


def opened(auditor: Browser, typed: str) -> str:
    auditor.get(PAGE)
    answer = auditor.post(PAGE, {"de": typed})
    assert answer.status_code == 302, text(answer)
    return str(answer.headers["Location"])


def subject_of(folio: str) -> SubjectId:
    found = subject_of_folio(folio)
    assert found is not None
    return found


def test_a_history_is_found_by_folio_and_by_curp_and_no_address_says_whose(auditor: Browser, folio: str) -> None:
    curp = drawn().named("trabajadora").curp
    by_folio, by_curp = opened(auditor, folio), opened(auditor, f" {curp.lower()} ")
    assert by_folio == by_curp == f"{PAGE}/{subject_of(folio)}"
    shown = text(auditor.get(by_folio))
    assert "nadie cambió ninguno" in shown
    assert "Firmó la solicitud con su e.firma." in shown
    assert "La misma persona" in shown


@pytest.mark.parametrize("typed", ["", "AAAA", "ZZZZ-ZZZZ-ZZZZ", "NADIE", "\x00", "K" * 400])
def test_nobody_is_said_and_what_was_typed_stays(auditor: Browser, typed: str) -> None:
    auditor.get(PAGE)
    answer = auditor.post(PAGE, {"de": typed})
    assert answer.status_code == 422
    assert "No hay un expediente con ese folio" in text(answer)


def test_whoever_it_is_about_sees_who_read_it(auditor: Browser, folio: str) -> None:
    auditor.get(opened(auditor, folio))
    subject = subject_of(folio)
    seen = accesses_for(Actor(subject, subject, Assurance.N2, Via.EFIRMA))[:ACCESS_PAGE]
    assert [(one.what, one.why) for one in seen] == [(Reading.HISTORIAL, Why.AUDITORIA)]


def test_the_file_proves_itself_and_shows_no_personal_value(auditor: Browser, folio: str, tmp_path: Path) -> None:
    answer = auditor.get(f"{opened(auditor, folio)}/archivo")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="historial.jsonl"'
    kept = tmp_path / "historial.jsonl"
    kept.write_bytes(answer.content)
    person = drawn().named("trabajadora")
    for private in (person.curp, person.nombre, person.nss or person.curp):
        assert private not in answer.content.decode()
    told = CliRunner().invoke(main, ["historial", "verificar", str(kept), "--json"])
    assert told.exit_code == 0, told.output
    assert json.loads(told.output)["huella"] in text(auditor.get(opened(auditor, folio)))
    kept.write_bytes(answer.content.replace(b"solicitud_firmada", b"solicitud_olvidada", 1))
    assert CliRunner().invoke(main, ["historial", "verificar", str(kept)]).exit_code == 1


def test_a_link_that_was_changed_is_shown_to_whoever_audits(
    committing_office: Office, fresh_office: OfficeDatabase
) -> None:
    owner = committing_office.browser("trabajadora")
    folio = owner.filed(committing_office.mint.identity("trabajadora"))
    auditor = committing_office.browser("auditora")
    where = opened(auditor, folio)
    with psycopg.connect(fresh_office.superuser_url) as insider:  # whoever has the server in their hands
        insider.execute("SET session_replication_role = replica")
        insider.execute(
            "UPDATE eventlog_loggedevent SET body = replace(body, 'revocation_checked', 'revocation_chequed')"
            " WHERE subject = %s AND type = 'solicitud_firmada'",
            [subject_of(folio)],
        )
    shown = text(auditor.get(where))
    assert "El registro no está completo" in shown
    assert "no cuadra" in shown
    assert "Este evento se cambió después de escrito" in shown

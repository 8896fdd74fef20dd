"""Who filed a movement, as its person reads it; and a child's is disputed by their parent."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.web.families import XIMENA, acting, relative
from tests.web.office import DAY, Office, drawn, text
from tests.web.staff_files import account_of, give_roles
from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Movimiento, Persona
from ventanilla.apps.affiliation.models_propios import EmpleadorNoReconocido
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.authority import Role


def filed(account: UUID | None, subject: UUID | None = None) -> Movimiento:
    """A change of wage of the worker of the demonstration, or the alta of another."""
    with scope(None):
        worker = drawn().named("trabajadora").subject
        before = Movimiento.objects.filter(persona=worker).select_related("registro").latest("recorded_at")
        person = Persona.objects.get(subject=subject or worker)
        return Movimiento.objects.create(
            persona=person, nss=person.nss or "12345678903", registro=before.registro, tipo="08" if subject else "07",
            fecha=DAY, recorded_at=before.recorded_at + timedelta(days=300), sbc_centavos=60_000, cuenta=account,
        )  # fmt: skip


def test_an_official_who_filed_is_the_office_in_every_place_that_its_person_reads(office: Office) -> None:
    office.browser("personal")
    give_roles("personal", [Role.REVISION])
    filed(account_of("personal"))
    worker, name = office.browser("trabajadora"), drawn().named("personal").nombre_completo
    history = text(worker.get("/historia"))
    home = text(worker.get("/oficina"))
    files = [worker.get(f"/historia/archivo.{kind}").content.decode() for kind in ("json", "csv")]
    assert "Lo presentó la oficina" in history
    assert "El último lo presentó la oficina." in home
    assert all("La oficina" in one for one in files)
    assert not any(name in one for one in (history, home, *files))


def test_a_filer_without_a_name_did_not_come_another_way(office: Office) -> None:
    office.browser("patron")
    account = account_of("patron")
    filed(account)
    worker = office.browser("trabajadora")
    assert f"Lo presentó {Account.objects.get(id=account).name}" in text(worker.get("/historia"))
    before = text(worker.get("/historia")).count("Por otra vía")
    Account.objects.filter(id=account).update(name="")
    said = text(worker.get("/historia"))
    assert "Lo presentó alguien con cuenta en esta oficina" in said
    assert said.count("Por otra vía") == before
    assert "lo presentó" not in text(worker.get("/oficina"))


def test_a_parent_disputes_what_was_filed_of_their_working_child(office: Office) -> None:
    child = relative(XIMENA)
    row = filed(None, child.subject)
    stranger = office.browser("patron")
    assert stranger.get(f"/aclarar/{row.id}").status_code == 404
    parent = office.browser("trabajadora")
    assert parent.get(f"/aclarar/{row.id}").status_code == 404  # while they act for themselves
    acting(parent)
    page = parent.get(f"/aclarar/{row.id}")
    assert page.status_code == 200
    assert parent.post(f"/aclarar/{row.id}", {"problema": "fecha"}).status_code == 302
    assert parent.post(f"/no-reconozco/{row.id}").status_code == 302
    with scope(None):
        (said,) = EmpleadorNoReconocido.objects.all()
    assert said.persona_id == child.subject

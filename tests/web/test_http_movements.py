"""An employer files movements through HTTP: what would follow is shown, signed and read again if it changes."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest

from tests.web import movements as m
from tests.web.office import DAY, Browser, Identity, Office, as_json, b64, drawn, text
from ventanilla.apps.accounts.limits import LIMITS, LimitedAct, Limits, Window
from ventanilla.apps.affiliation.api import use_certificates
from ventanilla.apps.affiliation.models import Movimiento
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope, timeline
from ventanilla.domain.affiliation import Certificado
from ventanilla.domain.benefits import Incapacidad
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.canonical import canonical


@pytest.fixture
def company(office: Office) -> Browser:
    """The company of the demonstration, by its representative."""
    return office.browser("empresa")


@pytest.fixture
def who(office: Office) -> Identity:
    return office.mint.identity("empresa")


def rows(curp: str) -> list[Movimiento]:
    with scope(None):
        return list(Movimiento.objects.filter(persona__curp=curp).order_by("recorded_at"))


def test_an_alta_is_shown_signed_and_registered(office: Office, company: Browser, who: Identity) -> None:
    persona = m.somebody("conservacion")
    draft = m.alta(company, persona)
    page = text(m.check(company, draft))
    assert "Lo que pasará" in page
    assert "tendrá seguro con este registro desde el 22 de noviembre de 2026" in page
    before = len(rows(persona.curp))
    done = m.sent(company, who, draft)
    assert done.status_code == 302, text(done)
    case = m.last_case()
    assert case.state == "aprobado"
    said = [line["answer"] for line in case.lines if line["label"] == "Lo que pasará"]
    assert len(said) == 2
    assert said[0].endswith("desde el 22 de noviembre de 2026, con un SBC de $524.65 diarios.")
    added = rows(persona.curp)
    assert len(added) == before + 1
    assert (added[-1].tipo, added[-1].fecha) == ("08", DAY)
    office.print()
    with scope(None):
        constancia = Document.objects.get(case=case.id, kind=m.ALTA)
    assert company.get(f"/documentos/{constancia.folio}.pdf").content.startswith(b"%PDF-")
    again = text(m.check(company, m.alta(company, persona)))
    assert "Con los datos de hoy se negaría" in again
    assert "La persona ya está activa con este registro desde el 22 de noviembre de 2026" in again


def test_a_late_baja_shows_both_dates_and_its_cost_before_it_is_signed(
    company: Browser, who: Identity, office: Office
) -> None:
    persona = m.somebody("trabajadora")
    draft = m.baja(company, persona, date(2026, 11, 3))
    page = text(m.check(company, draft))
    told = "el 22 de noviembre de 2026, y no el 3 de noviembre de 2026. Costo de los días de más: $"
    assert told in page
    assert "Cuotas de noviembre de 2026 (vencen el 17 de diciembre de 2026)" in page
    assert m.sent(company, who, draft).status_code == 302
    added = rows(persona.curp)[-1]
    assert (added.tipo, added.fecha, added.declarada) == ("02", DAY, date(2026, 11, 3))
    assert any(told in line["answer"] for line in m.last_case().lines)
    with scope(None):
        told_to_worker = [str(entry.text) for entry in timeline(SubjectId(added.persona_id))]
    assert any(
        "con efecto el 22 de noviembre de 2026. Usted y su familia conservan la atención médica hasta el 17 de enero "
        "de 2027." in each
        for each in told_to_worker
    ), told_to_worker


def test_a_retroactive_raise_says_what_it_costs_by_month_and_branch(company: Browser, who: Identity) -> None:
    persona = m.somebody("trabajadora")
    draft = m.raised(company, persona, date(2026, 9, 1), "600.00")
    page = text(m.check(company, draft))
    for shown in (
        "Lo presenta fuera de plazo",
        "Del 1 de septiembre de 2026 al 22 de noviembre de 2026 las cuotas suben $",
        "Cuotas de septiembre de 2026 (vencieron el 19 de octubre de 2026)",
        "En total: Cesantía en edad avanzada y vejez",
        "lleva actualización y recargos",
    ):
        assert shown in page
    assert m.sent(company, who, draft).status_code == 302
    added = rows(persona.curp)[-1]
    assert (added.tipo, added.fecha) == ("07", date(2026, 9, 1))


def test_what_would_follow_is_part_of_what_is_signed_and_is_read_again_if_it_changes(
    office: Office, company: Browser, who: Identity
) -> None:
    persona = m.somebody("trabajadora")
    draft = m.raised(company, persona, date(2026, 11, 20), "600.00")
    read = company.sign(m.check(company, draft), who)
    other = office.browser("empresa")
    first = m.raised(other, persona, date(2026, 11, 17), "550.00")
    assert m.sent(other, who, first).status_code == 302
    refused = company.send(read)
    assert refused.status_code == 422
    told = text(refused)
    assert "Lea otra vez lo que pasará y firme de nuevo." in told
    assert "El SBC pasa de $578.66 a $631.26 diarios" in told  # and no longer from $480.50
    before = len(rows(persona.curp))
    assert m.sent(company, who, draft).status_code == 302
    assert len(rows(persona.curp)) == before + 1


def test_two_people_are_said_to_be_two_and_nothing_else_of_them(company: Browser) -> None:
    one, other = m.somebody("conservacion"), m.somebody("baja_antigua")
    page = text(m.check(company, m.alta(company, one, DAY, "500.00", **{"persona.curp": other.curp})))
    assert "La CURP y el NSS no corresponden a la misma persona." in page
    for persona in (one, other):
        assert persona.primer_apellido not in page


def test_what_is_refused_is_counted_so_that_nobody_guesses_pairs(
    company: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LIMITS, LimitedAct.PREVIEW, Limits(account=(Window(2, 3600),), address=()))
    one, other = m.somebody("conservacion"), m.somebody("baja_antigua")
    wrong = m.alta(company, one, DAY, "500.00", **{"persona.curp": other.curp})
    assert [m.check(company, wrong).status_code for _ in range(3)] == [200, 200, 429]
    good = m.alta(company, one)
    assert m.check(company, good).status_code == 200


def test_in_an_incapacity_a_baja_is_received_and_waits(company: Browser, who: Identity, office: Office) -> None:
    persona = m.somebody("trabajadora")

    class Register:
        def certificates(self, curps: Sequence[str]) -> dict[str, tuple[Certificado, ...]]:
            return {persona.curp: (Certificado(date(2026, 11, 18), date(2026, 12, 2)),)}

        def incapacidades(self, curps: Sequence[str]) -> dict[str, tuple[Incapacidad, ...]]:
            return {}

    use_certificates(Register())
    try:
        draft = m.baja(company, persona, date(2026, 11, 20), causa="8")
        page = text(m.check(company, draft))
        assert "Surtirá efectos cuando termine la incapacidad (hoy: 2 de diciembre de 2026)." in page
        assert m.sent(company, who, draft).status_code == 302
    finally:
        use_certificates(None)
    added = rows(persona.curp)[-1]
    assert (added.fecha, added.declarada) == (date(2026, 12, 2), date(2026, 11, 20))


def test_a_registro_of_another_and_one_of_nobody_are_refused_alike(company: Browser) -> None:
    persona = m.somebody("conservacion")
    others = next(one for one in drawn().patrones if one.slug == "patron").registros[0].numero
    answers = [text(m.check(company, m.alta(company, persona, registro=number))) for number in (others, "Z9999999109")]
    assert all("Ese registro patronal no está entre los suyos." in page for page in answers)
    assert others not in answers[0].replace(f"{others}", "", 2)


def test_the_api_says_what_would_follow_with_what_has_to_be_signed(company: Browser) -> None:
    persona = m.somebody("conservacion")
    body = {
        "registro": m.registro(),
        "persona": {"nss": persona.nss, "curp": persona.curp},
        "fecha": "2026-11-22",
        "diario": "500.00",
    }
    made = company.send_json(f"/api/v1/tramites/{m.ALTA}/solicitudes", body)
    assert made.status_code == 201, made.content
    foreseen = as_json(made)["previo"]
    assert foreseen["alerta"] is False
    assert foreseen["filas"][1]["despues"] == "$524.65 diarios"
    lines = as_json(made)["por_firmar"]["act"]["lines"]
    assert [line["answer"] for line in lines if line["label"] == "Lo que pasará"] == foreseen["dice"]
    again = company.send_json(
        f"/api/v1/tramites/{m.ALTA}/solicitudes",
        body | {"persona": {"nss": persona.nss, "curp": m.somebody("trabajadora").curp}},
    )
    (refused,) = as_json(again)["previo"]["se_negaria"]
    assert refused.startswith("La CURP y el NSS no corresponden a la misma persona.")


def test_a_program_whose_consequence_changed_sends_nothing(company: Browser, who: Identity, office: Office) -> None:
    persona = m.somebody("trabajadora")
    body = {
        "registro": m.registro(),
        "persona": {"nss": persona.nss, "curp": persona.curp},
        "fecha": "2026-11-20",
        "diario": "600.00",
    }
    made = as_json(company.send_json(f"/api/v1/tramites/{m.CAMBIO}/solicitudes", body))
    signature = who.cades(canonical(made["por_firmar"]))
    other = office.browser("empresa")
    assert m.sent(other, who, m.raised(other, persona, date(2026, 11, 17), "550.00")).status_code == 302
    before = len(rows(persona.curp))
    refused = company.send_json(
        f"/api/v1/solicitudes/{made['id']}/firma",
        {
            "certificado": b64(who.certificate),
            "firma": b64(signature),
            "nonce": made["por_firmar"]["nonce"],
            "contenido": made["contenido"],
        },
    )
    assert (refused.status_code, as_json(refused)["codigo"]) == (422, "CONSECUENCIA_CAMBIO")
    assert len(rows(persona.curp)) == before


def test_a_wrong_date_is_corrected_and_the_first_notice_stays(company: Browser, who: Identity) -> None:
    persona = m.somebody("conservacion")
    assert m.sent(company, who, m.alta(company, persona, date(2026, 11, 20))).status_code == 302
    answers = {
        "registro": m.OFFERED,
        **m.of(persona),
        "tipo": "08",
        **m.day("registrada", date(2026, 11, 20)),
        "que": "fecha",
        **m.day("fecha", date(2026, 11, 17)),
        "motivo": "Empezó el martes y no el viernes",
    }
    draft = m.begun(company, m.CORRECCION, answers)
    page = text(m.check(company, draft))
    assert "contará con fecha 17 de noviembre de 2026. El primero queda en la historia, sin efecto." in page
    assert m.sent(company, who, draft).status_code == 302
    first, second = rows(persona.curp)[-2:]
    assert second.supersedes_id == first.id
    assert (first.fecha, second.fecha) == (date(2026, 11, 20), date(2026, 11, 17))
    again = text(m.check(company, m.begun(company, m.CORRECCION, answers)))
    assert "No hay un aviso así. Los más recientes de esta persona con este registro son:" in again


def test_what_takes_days_from_the_worker_waits_for_a_person(company: Browser, who: Identity) -> None:
    persona = m.somebody("conservacion")
    assert m.sent(company, who, m.alta(company, persona, date(2026, 11, 17))).status_code == 302
    answers = {
        "registro": m.OFFERED,
        **m.of(persona),
        "tipo": "08",
        **m.day("registrada", date(2026, 11, 17)),
        "que": "anular",
        "motivo": "Al final no entró a trabajar",
    }
    draft = m.begun(company, m.CORRECCION, answers)
    page = text(m.check(company, draft))
    assert "Una persona lo revisará" in page
    before = len(rows(persona.curp))
    assert m.sent(company, who, draft).status_code == 302
    assert m.last_case().state == "en_revision"
    assert len(rows(persona.curp)) == before

"""What is filed is what was read and signed, once; and signatures that file nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.db import connection

from tests.web.filings import filed_cases, only_case, resolutions, who, worker
from tests.web.office import (
    Browser,
    Identity,
    Office,
    b64,
    text,
)
from ventanilla.apps.cases.jobs import StillUnknown
from ventanilla.apps.cases.models import Case
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.signatures.models import RevocationCheck, Signature
from ventanilla.kernel.folio import spoken

__all__ = ["who", "worker"]  # fixtures


# -- the same thing twice


def test_a_double_click_files_once(office: Office, worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    first, second = worker.send(signed), worker.send(signed)
    assert first.headers["Location"] == second.headers["Location"]
    assert (len(filed_cases()), resolutions()) == (1, 1)
    with scope(None):
        assert (Signature.objects.count(), Document.objects.count()) == (1, 2)


def test_signed_twice_in_two_windows_is_filed_once(worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    page = worker.get(f"/solicitudes/{draft}/revisar")
    one, two = worker.sign(page, who), worker.sign(page, who)
    assert worker.send(one).headers["Location"] == worker.send(two).headers["Location"]
    assert (len(filed_cases()), resolutions()) == (1, 1)


def test_what_changed_in_another_window_is_not_filed(worker: Browser, who: Identity) -> None:
    draft = worker.ready("titular")
    page = worker.get(f"/solicitudes/{draft}/revisar")
    worker.answer(draft, 1, para="familia")
    refused = worker.send(worker.sign(page, who))
    assert refused.status_code == 422
    assert "La solicitud cambió en otra ventana después de que la leyó aquí. No se envió." in text(refused)
    assert "Para mí y mi familia registrada" in text(refused)
    assert not filed_cases()
    assert worker.send(worker.sign(refused, who)).status_code == 302


def test_what_was_read_and_what_was_signed_are_the_same(worker: Browser, who: Identity) -> None:
    """Old content signed and posted without saying which: the signature itself tells."""
    draft = worker.ready("titular")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    worker.answer(draft, 1, para="familia")
    refused = worker.post(f"/solicitudes/{draft}/revisar", signed.fields)
    assert "Lo que se firmó no es lo que le mostramos: cambió en el camino. No registramos nada." in text(refused)
    assert not filed_cases()


def test_filed_in_another_window_with_other_answers_shows_its_folio(worker: Browser, who: Identity) -> None:
    draft = worker.ready("titular")
    old = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    worker.answer(draft, 1, para="familia")
    worker.send(worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who))
    folio = str(only_case().folio)
    answer = worker.send(old)
    assert answer.status_code == 409
    page = text(answer)
    assert "Ya envió este trámite" in page
    assert f"Sí recibimos su trámite. Su folio es {spoken(folio)}" in page
    assert "Lo que escribió ahora no cambia lo que firmó." in page


def test_a_filed_draft_is_read_only(worker: Browser, who: Identity) -> None:
    folio = worker.filed(who)
    draft = only_case().id
    for page in (f"/solicitudes/{draft}/1", f"/solicitudes/{draft}/revisar"):
        assert worker.get(page).headers["Location"] == f"/expedientes/{folio}"
    answer = worker.post(f"/solicitudes/{draft}/1", {"para": "familia"})
    assert answer.status_code == 409
    assert spoken(folio) in text(answer)
    with scope(None):
        assert Case.objects.get(id=draft).draft["para"] == "titular"


# -- signatures that do not file


def assert_not_filed(browser: Browser, signed: Any, sentence: str) -> None:
    refused = browser.send(signed)
    assert refused.status_code == 422
    assert sentence in text(refused)
    assert not filed_cases()
    with scope(None):
        assert not Signature.objects.exists()


def test_somebody_elses_efirma_does_not_sign(office: Office, worker: Browser) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), office.mint.identity("patron"))
    assert_not_filed(worker, signed, "Esta e.firma es de otra persona: no es con la que usted entró.")


def test_a_tampered_request_is_not_filed(worker: Browser, who: Identity) -> None:
    draft = worker.ready()

    def alter(payload: dict[str, Any]) -> None:
        payload["act"]["lines"][0]["answer"] = "Para toda mi calle"

    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who, alter=alter)
    assert_not_filed(worker, signed, "Lo que se firmó no es lo que le mostramos: cambió en el camino.")


def test_a_signature_for_another_draft_is_not_filed(office: Office, worker: Browser, who: Identity) -> None:
    first = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{first}/revisar"), who)
    worker.send(worker.sign(worker.get(f"/solicitudes/{first}/revisar"), who))
    second = worker.ready()
    assert second != first
    crossed = worker.post(f"/solicitudes/{second}/revisar", signed.fields)
    assert "La firma se hizo para otro acto y no sirve para este." in text(crossed)
    assert len(filed_cases()) == 1


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"firma": ""}, "No recibimos la firma."),
        ({"firma": "QUJD"}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"firma": "¿?"}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"firma": "A" * 500_000}, "Recibimos la firma dañada o en un formato que no usamos"),
        ({"nonce": "A" * 32}, "No encontramos la petición de firma que corresponde a esta respuesta."),
        ({"certificado": ""}, "La firma no corresponde a este certificado."),
    ],
)
def test_a_posted_signature_that_is_none(worker: Browser, who: Identity, fields: dict[str, str], sentence: str) -> None:
    draft = worker.ready()
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    assert_not_filed(worker, signed.changed(**fields), sentence)


def test_the_certificate_that_is_posted_is_the_one_that_signed(office: Office, worker: Browser, who: Identity) -> None:
    """It is asked again whether it was revoked: it cannot be another one's."""
    draft = worker.ready()
    other = office.mint.identity("contrasena-no-ascii")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    swapped = signed.changed(certificado=b64(other.certificate))
    assert_not_filed(worker, swapped, "La firma no corresponde a este certificado.")


def test_a_refused_signature_loses_nothing(worker: Browser, who: Identity) -> None:
    draft = worker.ready("familia")
    signed = worker.sign(worker.get(f"/solicitudes/{draft}/revisar"), who)
    refused = worker.send(signed.changed(firma="QUJD"))
    assert "Para mí y mi familia registrada" in text(refused)
    assert worker.send(worker.sign(refused, who)).status_code == 302


def test_without_script_the_request_is_signed_and_uploaded(worker: Browser, who: Identity) -> None:
    draft = worker.ready()
    worker.get(f"/solicitudes/{draft}/texto")
    wrong = worker.upload(f"/solicitudes/{draft}/revisar", "archivo_firmado", who.certificate)
    assert "El archivo que subió no es el texto firmado, o está dañado." in text(wrong)
    to_sign = worker.get(f"/solicitudes/{draft}/texto")
    written = {"certificado": b64(who.certificate), "firma": b64(who.cades(to_sign.content))}
    sent = worker.upload(f"/solicitudes/{draft}/revisar", "archivo_firmado", json.dumps(written).encode())
    assert sent.headers["Location"] == f"/expedientes/{only_case().folio}"


# -- the authority does not answer


def wait_for_authority(office: Office, browser: Browser, who: Identity) -> str:
    """File while the responder is down."""
    office.responder(down=True)
    folio = browser.filed(who)
    page = text(browser.get(f"/expedientes/{folio}"))
    assert "Falta confirmar su certificado" in page
    assert "Su trámite está recibido y cuenta con su fecha. Lo intentamos de nuevo y le avisaremos." in page
    case = only_case()
    assert (case.state, resolutions()) == ("en_espera", 0)
    assert office.jobs("cases.recheck_revocation") == [{"case_id": str(case.id)}]
    with pytest.raises(StillUnknown):
        office.run("cases.recheck_revocation")
    assert only_case().state == "en_espera"
    return folio


def test_a_filing_waits_for_the_authority_and_goes_on(office: Office, worker: Browser, who: Identity) -> None:
    folio = wait_for_authority(office, worker, who)
    office.responder(down=False)
    office.run("cases.recheck_revocation")
    office.run("cases.resolve_case")
    assert (only_case().state, resolutions()) == ("aprobado", 1)
    assert "Resolvimos su trámite." in text(worker.get(f"/expedientes/{folio}"))
    with scope(None):
        kept = list(RevocationCheck.objects.order_by("id").values_list("state", flat=True))
        assert kept == ["indeterminada", "indeterminada", "vigente"]
        assert RevocationCheck.objects.order_by("-id").values_list("raw", flat=True)[0]


def test_a_filing_signed_with_a_revoked_efirma_has_no_effect(office: Office, worker: Browser, who: Identity) -> None:
    folio = wait_for_authority(office, worker, who)
    office.revoke(who)
    office.responder(down=False)
    office.run("cases.recheck_revocation")
    office.run("cases.recheck_revocation")
    assert (only_case().state, resolutions()) == ("sin_efecto", 0)
    page = text(worker.get(f"/expedientes/{folio}"))
    assert "Sin efecto" in page
    assert "El certificado con que se firmó estaba revocado. Firme otra vez con su certificado vigente." in page
    assert "La autoridad respondió que la e.firma con que se firmó estaba revocada." in page
    assert office.jobs("cases.tell_applicant") == [{"case_id": str(only_case().id), "state": "sin_efecto"}]


def test_the_network_is_never_asked_inside_a_transaction(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ventanilla.adapters.pki.local import LocalRevocation

    asked = []
    ask = LocalRevocation.ask

    def listening(self: LocalRevocation, *args: Any) -> bytes:
        asked.append(connection.in_atomic_block)
        return ask(self, *args)

    monkeypatch.setattr(LocalRevocation, "ask", listening)
    browser = committing_office.browser("trabajadora")
    browser.filed(committing_office.mint.identity())
    committing_office.responder(down=True)
    browser.filed(committing_office.mint.identity())
    committing_office.responder(down=False)
    committing_office.run("cases.recheck_revocation")
    assert asked == [False] * 4


def test_a_fault_while_resolving_leaves_the_filing_received(
    committing_office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser = committing_office.browser("trabajadora")
    browser.client.raise_request_exception = False
    draft = browser.ready()
    signed = browser.sign(browser.get(f"/solicitudes/{draft}/revisar"), committing_office.mint.identity())

    def broken(*_args: object) -> None:
        raise RuntimeError("the disk is full")

    with monkeypatch.context() as patched:
        patched.setattr("ventanilla.apps.cases.runner._perform", broken)
        failed = browser.send(signed)
    assert failed.status_code == 500
    assert "No sabemos si alcanzamos a recibir su trámite." in text(failed)
    assert "Si lo envía dos veces, solo cuenta una." in text(failed)
    assert (only_case().state, resolutions()) == ("recibido", 0)
    again = browser.send(signed)
    assert again.headers["Location"] == f"/expedientes/{only_case().folio}"
    committing_office.run("cases.resolve_case")
    assert (only_case().state, resolutions()) == ("aprobado", 1)

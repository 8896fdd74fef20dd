"""Several signers in an office with its authority: order, term, own challenge, events, walls and two at once."""

from __future__ import annotations

import threading
from contextlib import suppress
from datetime import date
from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest
from django.conf import settings
from django.db import DatabaseError, connection, connections, transaction

from tests.web.office import Identity, Office, drawn
from ventanilla.apps.eventlog.api import chain_verify, scope, timeline
from ventanilla.apps.signatures.api import (
    CeremonyView,
    PostedSignature,
    SignatureRefused,
    ceremony_cancel,
    ceremony_for,
    ceremony_open,
    ceremony_sign,
    challenge_new,
    signature_evidence,
)
from ventanilla.apps.signatures.models import CeremonySigner, Signature, SigningCeremony
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.signing.acts import Line, Request, signed_bytes
from ventanilla.domain.signing.ceremony import CeremonyFault, CeremonyRefused, CeremonyState, Signer
from ventanilla.domain.signing.evidence import read_evidence
from ventanilla.domain.signing.reading import read_payload
from ventanilla.domain.signing.verdict import SignatureFault
from ventanilla.kernel.acts import SubjectId

ACT = Request("convenio", "Convenio de pago", "", "", (Line("Importe", "1,000.00"),))
UNTIL = date(2026, 12, 10)
NAMES = ("trabajadora", "patron", "personal")


class People:
    """Three people with their e.firmas, and a fourth who asks them to sign."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.identities = {name: office.mint.identity(name) for name in NAMES}
        self.actors = {name: actor(SubjectId(drawn().named(name).subject)) for name in NAMES}
        self.asks = actor(SubjectId(uuid4()))

    def begin(self, *turns: int, until: date = UNTIL) -> UUID:
        """Ask the first of them, one for each turn given."""
        signers = [Signer(self.actors[name].subject, turn) for name, turn in zip(NAMES, turns, strict=False)]
        return ceremony_open(act=ACT, signers=signers, until=until, by=self.asks, now=settings.VENTANILLA_CLOCK.now())

    def posted(self, name: str, ceremony: UUID, *, with_: Identity | None = None, **other: Any) -> PostedSignature:
        """What ``name`` sends, over the act as they were shown it."""
        who = with_ or self.identities[name]
        session = f"sesion-{name}"
        now = settings.VENTANILLA_CLOCK.now()
        challenge = challenge_new(session_key=session, act=Request, now=now, case=other.get("case", ceremony))
        with scope(None):
            act = ceremony_for(self.asks, ceremony, now=now)
        assert act is not None
        data = signed_bytes(other.get("act", act.act), challenge)
        return PostedSignature(challenge.nonce, other.get("session", session), who.certificate, who.cades(data))

    def sign(self, name: str, ceremony: UUID, **other: Any) -> CeremonyView:
        """Sign as ``name``."""
        posted = self.posted(name, ceremony, **other)
        return self.send(name, ceremony, posted)

    def send(self, name: str, ceremony: UUID, posted: PostedSignature) -> CeremonyView:
        """Press *Firmar*."""
        whose = self.identities[name].person
        now = settings.VENTANILLA_CLOCK.now()
        return ceremony_sign(
            ceremony=ceremony, posted=posted, by=self.actors[name], curp=whose.curp, rfc=whose.rfc, now=now
        )

    def refused(self, name: str, ceremony: UUID, **other: Any) -> CeremonyFault | SignatureFault:
        """Why ``name`` could not sign."""
        with pytest.raises((CeremonyRefused, SignatureRefused)) as error:
            self.sign(name, ceremony, **other)
        assert isinstance(error.value, CeremonyRefused | SignatureRefused)
        return error.value.fault

    def told(self, name: str) -> list[str]:
        """What their timeline says, the oldest first."""
        who = self.actors[name] if name else self.asks
        with scope(who.subject):
            return [str(entry.text) for entry in reversed(timeline(who.subject))]


def actor(subject: SubjectId) -> Actor:
    return Actor(account=uuid4(), person=subject, assurance=Assurance.N3, via=Via.EFIRMA)


@pytest.fixture
def people(office: Office) -> People:
    return People(office)


def kept() -> int:
    with scope(None):
        return Signature.objects.count()


def test_three_sign_in_order_and_everybody_is_told(people: People) -> None:
    ceremony = people.begin(1, 2, 2)
    assert people.refused("patron", ceremony) is CeremonyFault.NO_LE_TOCA
    assert people.told("patron") == []
    first = people.sign("trabajadora", ceremony)
    assert first.seen is not None
    assert (first.state, first.seen.signed, first.seen.of) == (CeremonyState.ABIERTA, 1, 3)
    people.sign("personal", ceremony)
    last = people.sign("patron", ceremony)
    assert last.state is CeremonyState.COMPLETA
    asked = "Le pidieron firmar «Convenio de pago» junto con otras personas. Puede hacerlo hasta el 10 de diciembre"
    for name in NAMES:
        told = people.told(name)
        assert len(told) == 3
        assert told[0].startswith(asked)
        assert told[1:] == [
            "Firmó «Convenio de pago» con su e.firma.",
            "Todas las personas firmaron «Convenio de pago».",
        ]
        assert chain_verify(people.actors[name].subject) is None
    assert people.told("")[-1] == "Todas las personas firmaron «Convenio de pago»."
    with scope(None):
        payloads = [read_payload(bytes(row.payload)) for row in Signature.objects.all()]
        rows = list(Signature.objects.all())
    assert {payload.act for payload in payloads} == {last.act}  # the same act…
    assert len({payload.challenge.nonce for payload in payloads}) == 3  # …and a challenge each
    assert {row.case for row in rows} == {ceremony}
    assert all(read_evidence(signature_evidence(row.id)).chain for row in rows)


def test_each_may_sign_once_in_time_and_for_themselves(people: People) -> None:
    ceremony = people.begin(1, 1)
    people.sign("trabajadora", ceremony)
    assert people.refused("trabajadora", ceremony) is CeremonyFault.YA_FIRMO
    assert people.refused("personal", ceremony) is CeremonyFault.NO_ES_FIRMANTE
    other = people.identities["trabajadora"]
    assert people.refused("patron", ceremony, with_=other) is SignatureFault.IDENTIDAD_NO_COINCIDE
    people.office.later(30 * 24 * 3600)
    assert people.refused("patron", ceremony) is CeremonyFault.PLAZO_VENCIDO
    assert kept() == 1


def test_a_challenge_serves_one_person_one_ceremony_and_one_time(people: People) -> None:
    ceremony, another = people.begin(1, 1), people.begin(1, 1)
    assert people.refused("trabajadora", ceremony, case=another) is SignatureFault.RETO_OTRO_ACTO
    assert people.refused("trabajadora", ceremony, session="ajena") is SignatureFault.RETO_OTRA_SESION
    for_another = people.posted("trabajadora", another)
    with pytest.raises(SignatureRefused):
        people.send("trabajadora", ceremony, for_another)
    posted = people.posted("patron", ceremony)
    people.send("patron", ceremony, posted)
    with pytest.raises(CeremonyRefused):
        people.send("patron", ceremony, posted)
    changed = Request("convenio", "Convenio de pago", str(ceremony), "", (Line("Importe", "1.00"),))
    assert people.refused("trabajadora", ceremony, act=changed) is SignatureFault.CONTENIDO_ALTERADO
    assert kept() == 1


def test_a_certificate_whose_revocation_is_unknown_does_not_sign_with_others(people: People) -> None:
    ceremony = people.begin(1, 1)
    people.office.responder(down=True)
    assert people.refused("trabajadora", ceremony) is SignatureFault.REVOCACION_NO_DISPONIBLE
    people.office.responder(down=False)
    people.sign("trabajadora", ceremony)
    people.office.revoke(people.identities["patron"])
    assert people.refused("patron", ceremony) is SignatureFault.REVOCADA
    assert kept() == 1


def test_only_who_asked_cancels_and_only_while_it_is_open(people: People) -> None:
    now = settings.VENTANILLA_CLOCK.now()
    ceremony, complete = people.begin(1, 2), people.begin(1, 1)
    for by, which in ((people.actors["trabajadora"], ceremony), (people.asks, uuid4())):
        with pytest.raises(CeremonyRefused) as error:
            ceremony_cancel(ceremony=which, by=by, now=now)
        assert error.value.fault is CeremonyFault.NO_ES_FIRMANTE
    people.sign("trabajadora", ceremony)
    ceremony_cancel(ceremony=ceremony, by=people.asks, now=now)
    assert people.refused("patron", ceremony) is CeremonyFault.FIRMA_CANCELADA
    assert people.told("trabajadora")[-1] == (
        "Se canceló la firma de «Convenio de pago». Usted no necesita hacer nada."
    )
    for name in NAMES[:2]:
        people.sign(name, complete)
    for which in (ceremony, complete):
        with pytest.raises(CeremonyRefused) as error:
            ceremony_cancel(ceremony=which, by=people.asks, now=now)
        assert error.value.fault is CeremonyFault.NO_SE_PUEDE_CANCELAR


def test_a_stranger_and_an_unknown_one_are_told_the_same(people: People) -> None:
    ceremony = people.begin(1, 1)
    now = settings.VENTANILLA_CLOCK.now()
    stranger = people.actors["personal"]
    assert ceremony_for(stranger, ceremony, now=now) is None
    assert ceremony_for(stranger, uuid4(), now=now) is None
    posted = PostedSignature("A" * 32, "s", b"", b"")
    for which in (ceremony, uuid4()):
        with pytest.raises(CeremonyRefused) as error:
            ceremony_sign(ceremony=which, posted=posted, by=stranger, curp="", rfc="", now=now)
        assert error.value.fault is CeremonyFault.NO_ES_FIRMANTE
    owner, signer = (ceremony_for(each, ceremony, now=now) for each in (people.asks, people.actors["patron"]))
    assert owner is not None
    assert signer is not None
    assert (owner.seen, signer.seen is not None) == (None, True)


# -- walls


def test_what_is_asked_and_of_whom_is_fixed(people: People) -> None:
    ceremony = people.begin(1, 1)
    people.sign("trabajadora", ceremony)
    refusals = {
        "UPDATE signatures_signingceremony SET act = ''": psycopg.errors.InsufficientPrivilege,
        "UPDATE signatures_signingceremony SET until = '2099-01-01'": psycopg.errors.InsufficientPrivilege,
        "UPDATE signatures_ceremonysigner SET subject = gen_random_uuid()": psycopg.errors.InsufficientPrivilege,
        "UPDATE signatures_ceremonysigner SET signed_at = NULL, signature_id = NULL": psycopg.errors.RaiseException,
        "DELETE FROM signatures_ceremonysigner": psycopg.errors.InsufficientPrivilege,
        "DELETE FROM signatures_signingceremony": psycopg.errors.InsufficientPrivilege,
        "TRUNCATE signatures_signingceremony CASCADE": psycopg.errors.InsufficientPrivilege,
    }
    for statement, why in refusals.items():
        with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic():
            connection.cursor().execute(statement)
        assert isinstance(refused.value.__cause__, why), statement


def test_a_ceremony_is_seen_by_its_people_alone(people: People) -> None:
    people.begin(1, 1)
    assert (SigningCeremony.objects.count(), CeremonySigner.objects.count()) == (0, 0)
    for who, seen in (
        (people.asks, (1, 0)),
        (people.actors["trabajadora"], (1, 1)),
        (people.actors["personal"], (0, 0)),
    ):
        with scope(who.subject):
            assert (SigningCeremony.objects.count(), CeremonySigner.objects.count()) == seen
    with scope(people.actors["trabajadora"].subject), pytest.raises(DatabaseError), transaction.atomic():
        CeremonySigner.objects.create(ceremony=SigningCeremony.objects.get(), subject=uuid4(), turn=1)


def test_two_at_the_same_instant_are_one_signature(committing_office: Office) -> None:
    people = People(committing_office)
    ceremony = people.begin(1, 1)
    posted = [people.posted("trabajadora", ceremony) for _ in range(2)]
    together = threading.Barrier(2)
    signed: list[CeremonyView] = []

    def press(one: PostedSignature) -> None:
        together.wait()
        with suppress(CeremonyRefused):
            signed.append(people.send("trabajadora", ceremony, one))
        connections.close_all()

    threads = [threading.Thread(target=press, args=(one,)) for one in posted]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(signed), kept()) == (1, 1)
    assert people.told("trabajadora").count("Firmó «Convenio de pago» con su e.firma.") == 1

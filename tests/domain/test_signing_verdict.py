"""Every reason has a sentence that says what happened and what to do now, and no two are alike."""

from __future__ import annotations

import re
import string
from datetime import date

import pytest

from ventanilla.domain.signing.acts import SIGNABLE, Challenge, Request, SignIn
from ventanilla.domain.signing.challenge import IssuedChallenge, challenge_fault
from ventanilla.domain.signing.revocation import POLICY, OnUnknown, on_revocation_unknown, unknown_sentence
from ventanilla.domain.signing.verdict import SignatureFault, refused
from ventanilla.kernel.text import Value
from ventanilla.law import policy

VALUES: dict[str, Value] = {"fecha": date(2026, 11, 22), "limite": 16}
WHAT_TO_DO = re.compile(
    r"\b(Elija|Vuelva|Firme|firme|Use|Renuévela|Revise|Obtenga|Pida|acuda|intente|vuelva|Si quiere)\b"
)


@pytest.mark.parametrize("fault", list(SignatureFault))
def test_a_sentence_is_whole(fault: SignatureFault) -> None:
    fields = {name for _, name, _, _ in string.Formatter().parse(fault.value) if name}
    text = str(fault.text(**{name: VALUES[name] for name in fields}))
    assert fields <= VALUES.keys()
    assert WHAT_TO_DO.search(text), text
    assert not re.search(r"[!¡{}]|\b(N1|N2|N3|mandato|ramo|CMS|DER|OCSP)\b", text), text
    assert text[0].isupper()
    assert text.endswith(".")


def test_the_sentences_differ() -> None:
    assert len({fault.value for fault in SignatureFault}) == len(SignatureFault)


def test_a_refusal_fills_its_sentence() -> None:
    refusal = refused(SignatureFault.VENCIDA, fecha=date(2023, 6, 13))
    assert "venció el 13 de junio de 2023" in str(refusal.text)
    assert (refusal.text.code, refusal.facts, refusal.revocation) == ("VENCIDA", None, None)


# -- the challenge

ORIGIN = "http://localhost:8000"
MINE = IssuedChallenge(Challenge("bm9uY2U", ORIGIN, 1000, 1120), "s1", SignIn.TYP, used=False)


def _fault(
    issued: IssuedChallenge | None = MINE,
    session: str = "s1",
    typ: str = SignIn.TYP,
    audience: str = ORIGIN,
    at: int = 1050,
) -> SignatureFault | None:
    return challenge_fault(issued, session=session, typ=typ, audience=audience, at=at)


def test_my_challenge_in_time() -> None:
    assert _fault() is None
    assert _fault(at=1000) is None
    assert _fault(at=1120) is None


def test_each_wrong_challenge_has_its_name() -> None:
    spent = IssuedChallenge(MINE.challenge, MINE.session, MINE.typ, used=True)
    assert _fault(None) is SignatureFault.RETO_DESCONOCIDO
    assert _fault(spent) is SignatureFault.RETO_USADO
    assert _fault(session="s2") is SignatureFault.RETO_OTRA_SESION
    assert _fault(typ=Request.TYP) is SignatureFault.RETO_OTRO_ACTO
    assert _fault(audience="http://localhost:8001") is SignatureFault.RETO_OTRA_AUDIENCIA
    assert _fault(at=1121) is SignatureFault.RETO_VENCIDO
    assert _fault(at=999) is SignatureFault.RETO_VENCIDO


def test_another_session_learns_nothing_of_whether_it_was_used() -> None:
    spent = IssuedChallenge(MINE.challenge, MINE.session, MINE.typ, used=True)
    assert _fault(spent, session="s2") is SignatureFault.RETO_OTRA_SESION


# -- revocation that cannot be checked


def test_the_policy_covers_every_act() -> None:
    chosen = policy(POLICY)
    for value in chosen.values:
        for act in SIGNABLE:
            assert on_revocation_unknown(act.TYP, value) in OnUnknown


def test_the_default_lets_people_in_and_makes_what_binds_wait() -> None:
    value = policy(POLICY).value
    assert on_revocation_unknown(SignIn.TYP, value) is OnUnknown.CONTINUE_FLAGGED
    assert on_revocation_unknown(Request.TYP, value) is OnUnknown.WAIT


def test_the_alternative_refuses_what_binds() -> None:
    assert on_revocation_unknown(Request.TYP, "rechazar") is OnUnknown.REFUSE
    with pytest.raises(LookupError):
        on_revocation_unknown(Request.TYP, "continuar")


def test_each_choice_is_told() -> None:
    sentences = [str(unknown_sentence(choice)) for choice in OnUnknown]
    assert len(set(sentences)) == len(OnUnknown)
    assert all("no responde" in sentence for sentence in sentences)

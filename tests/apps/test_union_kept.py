"""What is kept beside the ledger follows a union: where one human lives and is paid, under whichever register."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from tests.apps.test_union import _nobody_has_family, ask, join, persona

from ventanilla.apps.affiliation.models import Domicilio
from ventanilla.apps.eventlog.api import contact_digest, scope
from ventanilla.apps.payments.api import cuentas_for
from ventanilla.apps.payments.models import CuentaBancaria
from ventanilla.apps.payments.selectors import clabe_to_pay
from ventanilla.apps.payments.services import NoSuchCuenta, cuenta_cancelar
from ventanilla.domain.affiliation import DatosPersona
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.domain.payments import ClabeDe
from ventanilla.kernel.acts import SubjectId

CLABE = "012180000000000002"


__all__ = ["_nobody_has_family"]  # a fixture


@pytest.fixture
def three(db: None) -> tuple[SubjectId, SubjectId, SubjectId]:
    """Two registers of one human, joined, and a stranger."""
    kept, gone = persona("PUEA850101MDFRJN02", "99178500015"), persona("PUEA850101MDFRJN10", "99178500023")
    return kept, gone, persona("PUEA850101MDFRJN28", "99178500031")


def lives(who: SubjectId, words: str, since: date) -> None:
    with scope(None):
        Domicilio.objects.create(persona_id=who, texto=words, desde=since)


def paid(who: SubjectId, days_ago: int) -> UUID:
    """An account in force since that many days; its id."""
    since = settings.VENTANILLA_CLOCK.now() - timedelta(days=days_ago)
    with scope(None):
        return CuentaBancaria.objects.create(
            subject=who, clabe=CLABE, huella=contact_digest(CLABE), banco="012", terminacion="0002", con_codigo=False,
            caso=uuid4(), registrada_at=since, comprobada_at=since, desde=since,
        ).id  # fmt: skip


def actor(who: SubjectId) -> Actor:
    return Actor(uuid4(), who, Assurance.N3, Via.EFIRMA)


def test_where_they_live_is_where_they_last_said_so(three: tuple[SubjectId, SubjectId, SubjectId]) -> None:
    kept, gone, _ = three
    lives(kept, "Calle Uno 1", date(2020, 1, 1))
    lives(gone, "Calle Dos 2", date(2024, 1, 1))
    assert [ask(DatosPersona(who)).domicilio for who in three] == ["Calle Uno 1", "Calle Dos 2", ""]
    join(kept, gone)
    assert [ask(DatosPersona(who)).domicilio for who in three] == ["Calle Dos 2", "Calle Dos 2", ""]
    assert ask(DatosPersona(gone)).curp == "PUEA850101MDFRJN10"  # who each register says they are is not moved


def test_they_are_paid_where_either_register_says_and_nobody_else_is(
    three: tuple[SubjectId, SubjectId, SubjectId],
) -> None:
    kept, gone, stranger = three
    account, now = paid(gone, 10), settings.VENTANILLA_CLOCK.now()
    assert ask(ClabeDe(kept, CLABE)).en_vigor is None
    join(kept, gone)
    for who in (kept, gone):
        found = ask(ClabeDe(who, CLABE)).en_vigor
        assert found is not None
        assert (found.id, found.misma) == (account, True)
        assert [one.id for one in cuentas_for(actor(who), now=now)] == [account]
    assert ask(ClabeDe(stranger, CLABE)).en_vigor is None
    assert cuentas_for(actor(stranger), now=now) == ()
    with pytest.raises(NoSuchCuenta):
        cuenta_cancelar(account, by=actor(stranger), now=now)
    with scope(None):
        assert clabe_to_pay(account, now=now) == CLABE
    newer = paid(kept, 1)
    with scope(None), pytest.raises(LookupError, match="in force alone"):
        clabe_to_pay(account, now=now)  # one human has one account in force
    cuenta_cancelar(newer, by=actor(gone), now=now)
    with scope(None), pytest.raises(LookupError, match="in force alone"):
        clabe_to_pay(account, now=now)  # the one before does not come back by itself

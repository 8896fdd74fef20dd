"""The demonstration is sown once, never in production; its identities and e-mails."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from functools import cache

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from pytest_django import Settings

from ventanilla.apps.accounts.models import Account
from ventanilla.apps.affiliation.models import Movimiento, Persona
from ventanilla.apps.demo.api import (
    NotADemonstration,
    correo,
    correo_record,
    correos,
    identity_requests,
    register_is_seeded,
    seed_register,
    seeded_institution,
)
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.models import RoleGrant
from ventanilla.domain.authority import Role
from ventanilla.domain.identifiers import curp, rfc
from ventanilla.kernel.clock import Clock
from ventanilla.synthetic import Institution, institution

NOW = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)


@cache
def drawn() -> Institution:
    return institution(5, date(2026, 11, 22), workers=40, employers=24)


def counts() -> tuple[int, int]:
    with scope(None):
        return Persona.objects.count(), Movimiento.objects.count()


@pytest.mark.django_db
def test_sowing_again_changes_nothing() -> None:
    assert not register_is_seeded()
    assert seed_register(drawn(), NOW)
    before = counts()
    assert before == (len(list(drawn().people())), sum(len(one.movimientos) for one in drawn().hogares))
    assert not seed_register(drawn(), NOW)
    assert not seed_register(institution(6, date(2026, 11, 22), workers=20, employers=12), NOW)
    assert counts() == before
    assert seeded_institution() == drawn()


@pytest.mark.django_db
def test_officials_have_their_account_and_role() -> None:
    seed_register(drawn(), NOW)
    named = drawn().named("personal")
    account = Account.objects.get(curp=named.curp)
    assert account.subject == named.subject
    assert not account.has_usable_password()
    assert Account.objects.count() == sum(one.rol is not None for one in drawn().personal)
    with scope(None):
        roles = {one.curp: (Role(one.role), one.account_id) for one in RoleGrant.objects.all()}
        assert RoleGrant.objects.get(curp=named.curp).post
    assert roles[named.curp] == (Role.REVISION, account.id)
    assert {role for role, _ in roles.values()} == set(Role)
    assert sum(role is Role.ADMINISTRACION for role, _ in roles.values()) == 2


@pytest.mark.django_db
def test_production_is_never_sown(settings: Settings) -> None:
    settings.VENTANILLA_MODE = "produccion"
    with pytest.raises(NotADemonstration):
        seed_register(drawn(), NOW)
    with pytest.raises(CommandError, match="producción"):
        call_command("demo_seed")
    assert counts() == (0, 0)


def test_every_identity_can_be_issued() -> None:
    asked = identity_requests(drawn())
    assert len({one.slug for one in asked}) == len(asked)
    known = {one.curp for one in drawn().people()}
    for one in asked:
        assert re.fullmatch(r"[a-z0-9-]{1,40}", one.slug)
        assert one.curp in known
        assert curp.is_valid(one.curp)
        assert rfc.is_valid(one.rfc)
        assert one.password.encode("cp1252")
        assert one.email.endswith(".example")
        assert bool(one.company_name) == bool(one.company_rfc)
    assert {one.variant for one in asked} == {
        "ok", "vencida", "revocada", "futura", "csd", "enie", "contrasena_no_ascii", "par_equivocado",
        "autoridad_ajena", "clave_no_admitida", "renovada",
    }  # fmt: skip
    assert any(not one.password.isascii() for one in asked)
    assert next(one for one in asked if one.variant == "enie").rfc.startswith("Ñ")
    assert "Ñ" in next(one for one in asked if one.variant == "vencida").name


@pytest.mark.django_db
def test_an_email_is_kept_once_and_the_newest_is_first(settings: Settings) -> None:
    settings.VENTANILLA_CLOCK = Clock.starting_at(NOW)
    correo_record(key="a", to="uno@correo.example", subject="Aviso", body="Tiene un aviso nuevo en su buzón.")
    settings.VENTANILLA_CLOCK = Clock(settings.VENTANILLA_CLOCK.shift_seconds + 60)
    correo_record(key="b", to="dos@correo.example", subject="Otro", body="…")
    correo_record(key="a", to="uno@correo.example", subject="Aviso", body="Otra entrega del mismo.")
    listed = correos()
    assert [one.to for one in listed] == ["dos@correo.example", "uno@correo.example"]
    assert listed[1].body == "Tiene un aviso nuevo en su buzón."
    assert correo(listed[1].number) == listed[1]
    assert correo(listed[0].number + 1_000_000) is None

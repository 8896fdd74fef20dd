"""The second lock: what the web's own role may see and change after a filing, asked of PostgreSQL itself."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from uuid import UUID, uuid4

import psycopg
import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.office import Office, drawn
from ventanilla.apps.accounts.models import (
    AuthenticatorApp,
    Certificate,
    CertificateAcceptance,
    CertificateConflict,
    Dependency,
    FamilyNotice,
    IdentityCode,
    OneUseLink,
    OpenSession,
    Passkey,
    Preferences,
    ReceiptProof,
    Recovery,
    RecoveryCode,
    RepresentativeChange,
    SignUp,
    TermsAccepted,
)
from ventanilla.apps.affiliation.models import (
    Asignacion,
    Cambio,
    Contacto,
    Contradiccion,
    Domicilio,
    Movimiento,
    Parentesco,
    Persona,
    Tramo,
)
from ventanilla.apps.affiliation.models_familia import RespuestaFiliacion
from ventanilla.apps.affiliation.models_propios import EmpleadorNoReconocido, ReciboGuardado
from ventanilla.apps.affiliation.models_registro import RecordatorioPlazo
from ventanilla.apps.affiliation.models_seguros import MiembroSeguro, SeguroFamilia
from ventanilla.apps.attachments.models import Attachment, StoredFile
from ventanilla.apps.cards.models import Card, Credential
from ventanilla.apps.cases.models import Ask, Case, Consulta, Resolution, Review
from ventanilla.apps.documents.models import Document
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.eventlog.models import AccessRecord
from ventanilla.apps.inbox.models import Device as PushDevice
from ventanilla.apps.inbox.models import NoticeChoice
from ventanilla.apps.mandates.models import MandateRow
from ventanilla.apps.oidc.models import AccessToken, AuthorizationCode, Consent
from ventanilla.apps.payments.models import (
    Cobro,
    CuentaBancaria,
    DepositoCentavo,
    Devolucion,
    PagoRecibido,
    RespuestaTitular,
)
from ventanilla.apps.programs.models import AnsweredRequest, Key
from ventanilla.apps.signatures.models import (
    CeremonySigner,
    RevocationCheck,
    Signature,
    SignatureTimestamp,
    SigningCeremony,
)
from ventanilla.apps.staff.models import Invitation, RoleGrant
from ventanilla.kernel.acts import SubjectId

OF_PEOPLE: Final[tuple[Any, ...]] = (
    Case,
    Resolution,
    Persona,
    Movimiento,
    Tramo,
    Signature,
    RevocationCheck,
    Document,
    Certificate,
    OpenSession,
)
FACTORS: Final[tuple[Any, ...]] = (AuthenticatorApp, Passkey, RecoveryCode)  # seen by their owner: test_http_security
ELSEWHERE: Final[tuple[Any, ...]] = (
    Review,  # seen by officials: test_cases_official
    Consulta,  # seen by its owner: test_http_consultas
    Ask,  # seen by both parties: test_http_answers
    Parentesco,
    RespuestaFiliacion,  # seen by the holder: apps/test_familia
    Asignacion,
    Contradiccion,
    CertificateAcceptance,
    CertificateConflict,
    RepresentativeChange,
    Dependency,  # seen by both sides: test_http_family
    FamilyNotice,
    OneUseLink,
    Contacto,
    StoredFile,  # seen by their owner: test_http_attachments
    Attachment,
    Domicilio,
    Cambio,
    SignUp,
    IdentityCode,
    ReceiptProof,
    TermsAccepted,
    Preferences,
    Recovery,
    NoticeChoice,
    PushDevice,
    SignatureTimestamp,
    SigningCeremony,
    CeremonySigner,
    AccessToken,
    AuthorizationCode,
    Consent,
    Key,
    AnsweredRequest,
    RoleGrant,
    Invitation,
    AccessRecord,
    Card,  # seen by their owner and who acts for them: test_http_card
    Credential,
    MandateRow,  # seen by both sides: apps/test_mandates
    CuentaBancaria,  # seen by its owner: test_http_clabe
    DepositoCentavo,
    RespuestaTitular,
    Cobro,  # seen by whoever owes it: test_http_charges
    Devolucion,  # seen by whoever is owed it: test_http_refunds
    PagoRecibido,  # seen by the office alone
    ReciboGuardado,  # seen by the person alone: test_http_own_receipts
    EmpleadorNoReconocido,
    SeguroFamilia,  # seen by whoever contracted it: test_http_familia
    MiembroSeguro,
    RecordatorioPlazo,  # seen by the employer: test_http_employer_reminders
)
# Tables that hold something of a person and are closed to whoever names nobody.
CLOSED: Final = {model._meta.db_table for model in (*OF_PEOPLE, *FACTORS, *ELSEWHERE)}
# Read by what nobody can guess (a session, a nonce), holding no more than a certificate says of itself, or nobody's.
OPEN: Final = {
    "accounts_account",
    "accounts_attempt",
    "accounts_company",
    "accounts_passkeychallenge",
    "affiliation_clinica",
    "affiliation_codigoclinica",  # which clinic has a postal code: of nobody
    "affiliation_fraccion",  # the catalogue of activities: of nobody
    "affiliation_localidad",  # postal codes: of nobody
    "affiliation_patron",
    "affiliation_registropatronal",
    "auth_group",
    "auth_group_permissions",
    "auth_permission",
    "catalogue_index",
    "catalogue_term",
    "catalogue_word",
    "demo_correo",
    "demo_siembra",
    "django_content_type",
    "documents_statuslisting",
    "django_migrations",
    "django_session",
    "eventlog_loggedevent",
    "eventlog_subjectkey",
    "oidc_address",
    "oidc_client",
    "procrastinate_events",
    "procrastinate_jobs",
    "procrastinate_periodic_defers",
    "procrastinate_workers",
    "signatures_authoritycertificate",
    "signatures_challenge",
    "staff_unit",
}


@pytest.fixture
def filed(office: Office) -> UUID:
    """The subject of somebody who filed; the office holds all there is of them."""
    browser = office.browser("trabajadora")
    browser.filed(office.mint.identity(), "familia")
    return drawn().named("trabajadora").subject


def seen() -> dict[str, int]:
    return {model.__name__: model.objects.count() for model in OF_PEOPLE}


def test_every_table_is_closed_or_says_why_not(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, relrowsecurity FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace"
            " WHERE relkind IN ('r', 'p') AND nspname = 'public'"
        )
        tables = dict(cursor.fetchall())
    assert {name for name, closed in tables.items() if closed} >= CLOSED
    assert {name for name, closed in tables.items() if not closed} <= OPEN


def test_the_web_is_nobody_special(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT rolname, rolsuper, rolbypassrls, rolcreaterole FROM pg_roles WHERE rolname = current_user"
        )
        assert cursor.fetchone() == ("ventanilla_web", False, False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public' AND tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_after_a_request_the_connection_sees_nothing(filed: UUID) -> None:
    assert seen() == dict.fromkeys(seen(), 0)


def test_the_office_sees_what_there_is(filed: UUID) -> None:
    with scope(None):
        assert all(count > 0 for count in seen().values()), seen()


def test_a_subject_sees_their_own_and_nobody_elses(filed: UUID) -> None:
    with scope(SubjectId(filed)):
        own = seen()
        assert (own["Case"], own["Resolution"], own["Signature"], own["Document"]) == (1, 1, 1, 2)
        assert own["RevocationCheck"] == 0  # evidence is the office's
    with scope(SubjectId(drawn().named("patron").subject)):
        others = seen()
        assert (others["Case"], others["Resolution"], others["Signature"], others["Document"]) == (0, 0, 0, 0)
        assert Persona.objects.get().subject == drawn().named("patron").subject
    with scope(SubjectId(uuid4())):
        assert seen() == dict.fromkeys(seen(), 0)


def test_a_scope_ends_with_its_fault(filed: UUID) -> None:
    with pytest.raises(RuntimeError), scope(None):
        raise RuntimeError
    assert seen() == dict.fromkeys(seen(), 0)


def test_a_case_cannot_be_written_for_somebody_else(filed: UUID) -> None:
    with scope(None):
        case = Case.objects.get()
    stranger = SubjectId(drawn().named("patron").subject)
    with scope(stranger), transaction.atomic():
        assert Case.objects.filter(id=case.id).update(state="negado") == 0
    case.pk, case.folio = uuid4(), "7K3M9QX24HTH"
    with pytest.raises(DatabaseError), scope(stranger), transaction.atomic():
        case.save(force_insert=True)


def denied(statement: str) -> None:
    """The web's role is refused by its rights, whatever scope it says."""
    with pytest.raises(DatabaseError) as refused, scope(None), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert isinstance(refused.value.__cause__, psycopg.errors.InsufficientPrivilege), refused.value


FIXED = (
    "signatures_signature",
    "signatures_revocationcheck",
    "cases_resolution",
    "eventlog_loggedevent",
)
KEPT = (
    "cases_review",
    "cases_ask",
    "documents_document",
    "affiliation_movimiento",
    "affiliation_tramo",
    "affiliation_asignacion",
    "affiliation_respuestafiliacion",
    "affiliation_codigoclinica",
    "accounts_certificate",
    "accounts_certificateconflict",
    "accounts_representativechange",
    "staff_rolegrant",
    "accounts_recovery",
    "accounts_dependency",
    "accounts_familynotice",
    "mandates_mandate",
    "cards_card",
    "payments_cuentabancaria",
    "payments_depositocentavo",
    "payments_cobro",
    "payments_pagorecibido",
    "payments_devolucion",
    "payments_respuestatitular",
    "affiliation_miembroseguro",
    "affiliation_segurofamilia",
    "affiliation_recordatorioplazo",
)


@pytest.mark.parametrize("table", FIXED)
@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_signed_decided_or_told_is_not_changed(filed: UUID, table: str, statement: str) -> None:
    denied(statement.format(table))


@pytest.mark.parametrize("table", KEPT)
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "TRUNCATE {} CASCADE"])
def test_what_was_filed_is_not_removed(filed: UUID, table: str, statement: str) -> None:
    denied(statement.format(table))


def test_a_case_that_was_filed_is_not_removed_and_a_draft_is(filed: UUID) -> None:
    denied("TRUNCATE cases_case CASCADE")
    with scope(None), pytest.raises(DatabaseError, match="not changed or removed"), transaction.atomic():
        connection.cursor().execute("DELETE FROM cases_case WHERE state <> 'borrador'")


@pytest.mark.parametrize("statement", ["UPDATE {} SET id = id", "DELETE FROM {}"], ids=["update", "delete"])
@pytest.mark.parametrize("table", FIXED)
def test_not_even_the_owner_changes_it(
    committing_office: Office, fresh_office: Any, table: str, statement: str
) -> None:
    committing_office.browser("trabajadora").filed(committing_office.mint.identity())
    with psycopg.connect(fresh_office.owner_url) as owner:
        owner.execute("SELECT set_config('ventanilla.scope', 'system', false)")
        found = owner.execute(f"SELECT count(*) FROM {table}").fetchone()
        assert found is not None
        assert found[0] > 0
        with pytest.raises(psycopg.errors.RaiseException):
            owner.execute(statement.format(table))


@pytest.mark.parametrize(
    "change",
    [
        lambda: connection.cursor().execute("DROP TABLE cases_case"),
        lambda: connection.cursor().execute("ALTER TABLE cases_case DISABLE ROW LEVEL SECURITY"),
        lambda: connection.cursor().execute("ALTER TABLE eventlog_loggedevent DISABLE TRIGGER ALL"),
        lambda: connection.cursor().execute("SET ROLE ventanilla_owner"),
        lambda: connection.cursor().execute("CREATE TABLE mine (x int)"),
    ],
)
def test_the_web_does_not_change_the_house(db: None, change: Callable[[], object]) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        change()

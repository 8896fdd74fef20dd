"""What accounts answer where somebody lets another act, and the representative of a company by its deed."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.conf import settings

from ventanilla.apps.eventlog.api import ToLog, events_append, scope
from ventanilla.apps.mandates.api import representante_reconocer
from ventanilla.domain.accounts import CertificateState, RepresentativeChanged
from ventanilla.domain.authority import Assurance
from ventanilla.domain.authority.autorizaciones import (
    CuentaDe,
    Empresa,
    EmpresaDe,
    Otorgante,
    OtorganteDe,
    ReconocerRepresentante,
)
from ventanilla.kernel.acts import NoAnswer, SubjectId
from ventanilla.kernel.text import Text
from ventanilla.kit.perform import PerformContext

from .models import Account, Certificate, Company
from .services import company_of


class NoSuchGrantor(NoAnswer):
    """Whoever asks has no account and no certificate of a company: nobody lets another act for it."""

    def __init__(self) -> None:
        super().__init__(Text("OTORGANTE_SIN_CUENTA", "No encontramos a nombre de quién se da la autorización."))


def cuentas_de(questions: Sequence[CuentaDe]) -> list[SubjectId | None]:
    """Answer whose proven account has each CURP: one that nobody proved may be anybody's."""
    asked = {question.curp for question in questions}
    with scope(None):
        rows = Account.objects.filter(curp__in=asked, proven__gte=Assurance.N2, is_active=True)
        found = dict(rows.values_list("curp", "subject"))
    return [SubjectId(found[question.curp]) if question.curp in found else None for question in questions]


def empresas_de(questions: Sequence[EmpresaDe]) -> list[Empresa | None]:
    """Answer which company has each RFC."""
    asked = {question.rfc for question in questions}
    now = settings.VENTANILLA_CLOCK.now()
    with scope(None):
        names = dict(Company.objects.filter(rfc__in=asked).values_list("rfc", "name"))
        vigente = Certificate.objects.filter(state=CertificateState.VIGENTE.value, not_after__gt=now)
        proven = dict(vigente.filter(company_rfc__in=asked).values_list("company_rfc", "person"))
    return [_empresa(names.get(one.rfc), proven.get(one.rfc)) for one in questions]


def _empresa(name: str | None, person: UUID | None) -> Empresa | None:
    return None if name is None else Empresa(name, SubjectId(person) if person is not None else None)


def otorgantes_de(questions: Sequence[OtorganteDe]) -> list[Otorgante]:
    """Answer how each is named: a company by its certificate, a person by their account."""
    asked = {question.subject for question in questions}
    with scope(None):
        people = Account.objects.filter(subject__in=asked).values_list("subject", "name", "rfc")
        found = {subject: Otorgante(name, rfc, moral=False) for subject, name, rfc in people}
        companies = Company.objects.filter(subject__in=asked).values_list("subject", "name", "rfc")
        found |= {subject: Otorgante(name, rfc, moral=True) for subject, name, rfc in companies}
    if not asked <= found.keys():
        raise NoSuchGrantor
    return [found[question.subject] for question in questions]


def representantes_reconocer(orders: Sequence[tuple[ReconocerRepresentante, PerformContext]]) -> None:
    """Perform: the case's subject represents the company from now on, which the office knows from then on."""
    for order, context in orders:
        company = company_of(order.rfc, order.company, order.subject)
        Company.objects.select_for_update(no_key=True).get(subject=company.subject)
        account = Account.objects.get(subject=context.subject)
        in_force = Certificate.objects.filter(company_rfc=company.rfc, state=CertificateState.VIGENTE.value)
        for before in in_force.exclude(account=account):
            told = ToLog(RepresentativeChanged("anterior"), SubjectId(before.person), context.by)
            events_append([told], now=context.now)
        representante_reconocer(
            SubjectId(company.subject),
            rfc=order.rfc,
            name=company.name,
            account=account.id,
            person=account.name,
            curp=account.curp,
            deed=order.deed,
            since=order.since,
            context=context,
        )

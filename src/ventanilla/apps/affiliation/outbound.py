"""What affiliation asks of others: certificates of incapacity, payments to pensioners, what employers paid and owe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from ventanilla.adapters.cobranza.port import Collection
from ventanilla.adapters.incapacidades.port import CertificateRegister
from ventanilla.adapters.pensiones.port import PensionPayments
from ventanilla.apps.eventlog.api import scope
from ventanilla.domain.affiliation import Certificado, CertificadosDe
from ventanilla.domain.authority import Actor
from ventanilla.domain.benefits import Incapacidad, IncapacidadesDe, PagoPension, PagosDe
from ventanilla.domain.contributions import Cobro
from ventanilla.formats.cfdi.sello import Chain

from .models import Persona

_connected: dict[str, CertificateRegister] = {}
_pays: dict[str, PensionPayments] = {}
_seals: dict[str, Chain] = {}
_collects: dict[str, Collection] = {}


def use_receipt_seals(chain: Chain) -> None:
    """Connect who says whose the certificate is that seals a payroll receipt."""
    _seals["chain"] = chain


def receipt_chain() -> Chain | None:
    """Whose a certificate is; None where nobody says it, and no receipt is then believed."""
    return _seals.get("chain")


def use_certificates(register: CertificateRegister | None) -> None:
    """Connect the register of certificates; None where this installation has none."""
    _connected.clear()
    if register is not None:
        _connected["certificates"] = register


def certificados_de(questions: Sequence[CertificadosDe]) -> list[tuple[Certificado, ...]]:
    """Answer ``CertificadosDe``, in the order asked; () for everybody while no register is connected."""
    register = _connected.get("certificates")
    if register is None:
        return [() for _ in questions]
    subjects = [question.subject for question in questions]
    curps = dict(Persona.objects.filter(subject__in=subjects).values_list("subject", "curp"))
    found = register.certificates(list(curps.values()))
    return [found.get(curps.get(subject, ""), ()) for subject in subjects]


def incapacidades_de(questions: Sequence[IncapacidadesDe]) -> list[tuple[Incapacidad, ...] | None]:
    """Answer ``IncapacidadesDe``, in the order asked; None for everybody while no register is connected."""
    register = _connected.get("certificates")
    if register is None:
        return [None for _ in questions]
    subjects = [question.subject for question in questions]
    curps = dict(Persona.objects.filter(subject__in=subjects).values_list("subject", "curp"))
    found = register.incapacidades(list(curps.values()))
    return [found.get(curps.get(subject, ""), ()) for subject in subjects]


def use_pensions(payments: PensionPayments | None) -> None:
    """Connect whoever pays pensions; None where this installation has nobody to ask."""
    _pays.clear()
    if payments is not None:
        _pays["pensions"] = payments


def pagos_de(questions: Sequence[PagosDe]) -> list[tuple[PagoPension, ...] | None]:
    """Answer ``PagosDe``, in the order asked; None for everybody while nobody to ask is connected."""
    payments = _pays.get("pensions")
    if payments is None:
        return [None for _ in questions]
    subjects = [question.subject for question in questions]
    curps = dict(Persona.objects.filter(subject__in=subjects).values_list("subject", "curp"))
    found = payments.payments(list(curps.values()))
    return [found.get(curps.get(subject, ""), ()) for subject in subjects]


def pagos_for(actor: Actor) -> tuple[PagoPension, ...] | None:
    """The payments of whoever ``actor`` acts for; None while nobody to ask is connected."""
    with scope(None):
        return pagos_de([PagosDe(actor.subject)])[0]


def use_collection(collection: Collection | None) -> None:
    """Connect whoever collects contributions; None where this installation has nobody to ask."""
    _collects.clear()
    if collection is not None:
        _collects["collection"] = collection


def cobros_de(registros: Sequence[str]) -> Mapping[str, Cobro]:
    """What was paid and is owed of each registro; nothing of one that nobody tells of."""
    collection = _collects.get("collection")
    return {} if collection is None or not registros else collection.told(registros)

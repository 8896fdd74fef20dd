"""What somebody reads of their own ledger beside what it says: who filed each movement."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final
from uuid import UUID

from django.db.models import Max

from ventanilla.apps.accounts.api import account_names
from ventanilla.apps.eventlog.api import scope
from ventanilla.apps.staff.api import officials_among
from ventanilla.domain.affiliation import CertificadosDe, Historia, HistoriaDe, RegistroDe, TipoAviso
from ventanilla.domain.affiliation.registro import Registro
from ventanilla.domain.anomalies import Evidencia, EvidenciaDe
from ventanilla.domain.authority import Actor
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.text import Text

from .answers import historias_de
from .models import Movimiento, RegistroPatronal
from .models_propios import EmpleadorNoReconocido as NoReconocido
from .models_propios import ReciboGuardado
from .outbound import certificados_de, cobros_de
from .recibos import recibo_fact
from .registros import registros_by_numero
from .union import retired_of, same_human

OFICINA: Final = Text("AVISO_OFICINA", "La oficina")
CON_CUENTA: Final = Text("PRESENTO_CON_CUENTA", "Alguien con cuenta en esta oficina")


@dataclass(frozen=True, slots=True)
class Presentante:
    """Who filed a movement. ``autorizado``: by an authorisation of the employer, not by its own certificate.

    An official is ``oficina``, without a name: who decided is named in the letter of their decision. ``nombre`` is ""
    also where the account has none.
    """

    nombre: str
    autorizado: bool = False
    oficina: bool = False

    @property
    def quien(self) -> str | Text:
        """As it is read where nothing else is said."""
        return OFICINA if self.oficina else self.nombre or CON_CUENTA


def presentantes_for(actor: Actor, movimientos: Iterable[UUID]) -> Mapping[UUID, Presentante]:
    """Who filed each of those movements, of whoever ``actor`` acts for; without those that came before this office.

    A movement of anybody else is not found, whoever asks.
    """
    asked = list(movimientos)
    if not asked:
        return {}
    with scope(None):
        own = Movimiento.objects.filter(persona__in=same_human(actor.subject), id__in=asked, cuenta__isnull=False)
        rows = list(own.values_list("id", "cuenta", "autorizacion"))
        accounts = {account for _, account, _ in rows if account is not None}
        who = filers(accounts)
    return {
        movement: replace(who[account], autorizado=mandate is not None)
        for movement, account, mandate in rows
        if account is not None
    }


def filers(accounts: Collection[UUID]) -> Mapping[UUID, Presentante]:
    """Who filed by each of ``accounts``; an official's name is not asked for."""
    officials = officials_among(accounts)
    names = account_names(set(accounts) - officials)
    return {one: Presentante(names.get(one, ""), oficina=one in officials) for one in accounts}


def evidencia_for(actor: Actor, historia: Historia) -> Evidencia:
    """All that is known of whoever ``actor`` acts for, ``historia`` among it, to be looked at for what is odd."""
    with scope(None):
        return _evidencia(actor.subject, historia)


def evidencias_de(questions: Sequence[EvidenciaDe]) -> list[Evidencia]:
    """Answer ``EvidenciaDe``, in the order asked; NotInRegister if anybody is unknown. As the office."""
    histories = historias_de([HistoriaDe(question.subject) for question in questions])
    return [_evidencia(one.subject, historia) for one, historia in zip(questions, histories, strict=True)]


def _evidencia(subject: SubjectId, historia: Historia) -> Evidencia:
    """The one place where evidence is put together, for a page and for a decision alike.

    What nobody filed in this office came from another system: when it was recorded tells nothing of its term. A
    registro that only a receipt names is of whoever issued it, where this register does not know it.
    """
    human = same_human(subject)
    kept = ReciboGuardado.objects.filter(persona__in=human).order_by("desde", "hasta", "folio")
    recibos = tuple(recibo_fact(row) for row in kept)
    registros = tuple(dict.fromkeys(one.registro_patronal for one in historia.movimientos))
    issuers = {one.registro: one.rfc_patron for one in recibos if one.registro}
    owners = RegistroPatronal.objects.filter(numero__in={*registros, *issuers}).values_list("numero", "patron__rfc")
    loaded = Movimiento.objects.filter(persona__in=human, cuenta=None).aggregate(last=Max("recorded_at"))["last"]
    found = registros_by_numero([RegistroDe(numero) for numero in registros])
    unknown = NoReconocido.objects.filter(persona__in=human).values_list("registro", flat=True)
    return Evidencia(
        historia=historia,
        certificados=certificados_de([CertificadosDe(subject)])[0],
        recibos=recibos,
        empleadores=issuers | dict(owners),
        zonas={numero: one.zonas() for numero, one in zip(registros, found, strict=True) if one is not None},
        sustituciones=_substituted(one for one in found if one is not None),
        no_reconoce=frozenset(unknown),
        otros_nss=_other_numbers(historia),
        cobros=cobros_de(registros),
        cargado_hasta=loaded,
    )


def _substituted(registros: Iterable[Registro]) -> frozenset[tuple[str, str]]:
    """Pairs of which a notice says that one took the other's people; it does not say which, so both ways."""
    told = [
        (one.numero, aviso.datos.otro)
        for one in registros
        for aviso in one.avisos
        if aviso.tipo is TipoAviso.SUSTITUCION and aviso.datos.otro
    ]
    return frozenset({*told, *((second, first) for first, second in told)})


def _other_numbers(historia: Historia) -> tuple[str, ...]:
    """The numbers that something of theirs was filed under, and that nobody joined to their own."""
    others = dict.fromkeys(one.nss for one in historia.movimientos if one.nss != historia.nss)
    if not others:
        return ()
    joined = retired_of([historia.subject])[historia.subject]
    return tuple(nss for nss in others if nss not in joined)

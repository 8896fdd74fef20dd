"""A register of very few: two workers, two employers with a registro each, and the filing of a movement."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final
from uuid import UUID, uuid4, uuid5

from ventanilla.apps.affiliation.api import (
    PatronRow,
    PersonaRow,
    RegistroRow,
    patrones_load,
    personas_load,
    registros_load,
)
from ventanilla.apps.eventlog.api import logged_together, merged, scope
from ventanilla.domain.affiliation import RegistrarMovimiento, Tipo
from ventanilla.domain.authority import Actor, Assurance, Via
from ventanilla.kernel.acts import SubjectId
from ventanilla.kernel.clock import civil_date
from ventanilla.kit.perform import PerformContext

NOW: Final = datetime(2026, 11, 22, 15, 0, tzinfo=UTC)
_SPACE: Final = UUID(int=99)
ANA, BETO = (SubjectId(uuid5(_SPACE, name)) for name in ("ana", "beto"))
FIRM, SHOP = (SubjectId(uuid5(_SPACE, name)) for name in ("firm", "shop"))
CURPS: Final = {ANA: "AAAA000101MPLXXX00", BETO: "AAAA000101MPLXXX01"}
NSS: Final = {ANA: "99178500015", BETO: "01796000018"}
RFC: Final = {FIRM: "FIR010101AA1", SHOP: "TIE010101AA1"}
BORN: Final = date(2000, 1, 1)
REGISTRO: Final = {FIRM: "Z9912345105", SHOP: "E2312345127"}
OF_FIRM, OF_SHOP = (uuid5(_SPACE, number) for number in REGISTRO.values())
REPRESENTATIVE: Final = Actor(UUID(int=5), BETO, Assurance.N3, Via.EFIRMA, FIRM, mandate=UUID(int=6))


def register() -> None:
    """Write it: nobody is insured yet."""
    with scope(None):
        patrones_load(
            PatronRow(who, True, RFC[who], name) for who, name in ((FIRM, "Firma, S.A."), (SHOP, "Tienda, S.A."))
        )
        registros_load(
            RegistroRow(key, REGISTRO[patron], patron, "99", "01", BORN)
            for key, patron in ((OF_FIRM, FIRM), (OF_SHOP, SHOP))
        )
        personas_load(_person(who, name) for who, name in ((ANA, "Ana"), (BETO, "Beto")))


def _person(who: SubjectId, name: str) -> PersonaRow:
    return PersonaRow(
        subject=who,
        curp=CURPS[who],
        nss=NSS[who],
        nombre=name,
        primer_apellido="Prueba",
        segundo_apellido="",
        nacimiento=BORN,
        sexo="M",
        agregado="",
        clinica_id=None,
        consultorio=None,
        turno="",
        pension_tipo=None,
        pension_desde=None,
        pension_hasta=None,
    )


def order(tipo: Tipo, on: date, **more: Any) -> RegistrarMovimiento:
    """Of Ana with the firm, unless it says otherwise."""
    values: dict[str, Any] = {"trabajador": ANA, "nss": NSS[ANA], "registro": REGISTRO[FIRM], "tipo": tipo, "on": on}
    wage = {} if tipo is Tipo.BAJA else {"sbc_centavos": 50_000}
    return RegistrarMovimiento(**(values | wage | more))


def context(now: datetime = NOW, by: Actor = REPRESENTATIVE) -> PerformContext:
    return PerformContext(uuid4(), "movimiento", "Aviso", by.subject, civil_date(now), now, by)


def file(*orders: RegistrarMovimiento, now: datetime = NOW, by: Actor = REPRESENTATIVE) -> PerformContext:
    """All together, as a case that was approved. Conflict where the register does not allow one of them."""
    given = context(now, by)
    with scope(None), logged_together():
        merged("PERFORMS")[RegistrarMovimiento]([(one, given) for one in orders])
    return given

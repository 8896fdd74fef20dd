"""The answers of this area's questions, from the few words of a ``casos.yaml``.

    HistoriaDe: {alta: 2024-01-15, baja: 2026-01-27}
    HistoriaDe: {empleos: [{alta: 2024-01-15, baja: 2024-02-01}, {alta: 2024-02-02, patron: B}]}
    HistoriaDe: {nss: "01796000018", alta: 2024-01-15, cambios: [{on: 2025-01-01, sbc: 55000}]}
    HistoriaDe: {empleos: [{alta: 2026-01-05, baja: 2026-02-04, eventual: true}, {alta: 2026-03-02, patron: M40}]}
    HistoriaDe: {alta: 2024-01-15, correcciones: [{de: 1, tipo: "08", on: 2024-01-08, el: 2026-11-26}]}
    HistoriaDe: {pension: {tipo: invalidez, desde: 2020-05-01}}
    PatronDe: A
    NumerosDe:  {numeros: ["99178500015"], asignado: "", contradictions: [NSS_DUPLICADO], conocida: true}
    RegistrosDe: [{numero: Z9912345105, clase: II, prima: "1.13065", avisos: [{tipo: baja, on: 2026-03-31}]}]
    RegistroDe: {numero: E2312345127, zona: zlfn}
    PoblacionDe: {situacion: defuncion}
    FamiliarDe: {propia: hijo, otra: true}
    FiliacionCon: no_consta
    UnidadDe: {clave: "021", exacta: false}
    SeguroFamiliaDe: [{desde: 2025-06-02}]
    ConocidosDe: [{nombre: ANA}, null, {asegurado: true}]
    PadecimientosFamilia: [{nombre: Uno}, {nombre: Otro, espera: 180}]
    FamiliaDe:  {titular: {alta: 2024-01-15}, personas: [{parentesco: hijo, nacimiento: 2009-03-01}]}

What is not said takes the value of a person who never existed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any, Final
from uuid import UUID

from ventanilla.domain.contributions import Zona
from ventanilla.kernel.acts import Question, SubjectId

from .asignacion import Asignacion
from .familia import Familiar, FamiliarDe, Filiacion, FiliacionCon, PoblacionCon
from .historia import (
    Adscripcion,
    Beneficiario,
    Contradiccion,
    FamiliaDe,
    Historia,
    HistoriaDe,
    MovimientosDe,
    Numeros,
    NumerosDe,
    Parentesco,
    Patron,
    PatronDe,
    Pension,
    TipoPension,
)
from .movimientos import Movimiento, Tipo, TipoTrabajador
from .numero import CurpVigenteDe, EnPoblacion, NssSiguiente, ParecidosDe, Poblacion, PoblacionDe
from .persona import Campo, CurpDeOtra, Datos, DatosPersona
from .registro import AvisoPatronal, Clase, DatosRegistro, Registro, RegistroDe, RegistrosDe, TipoAviso
from .registro_actos import (
    ActivosDe,
    Empleador,
    EmpleadorDe,
    Fraccion,
    Fracciones,
    Localidad,
    LocalidadDe,
    MesesHogarDe,
    MesHogar,
    NumeroSiguiente,
)
from .seguro_familia import (
    ConocidosDe,
    ContratoFamilia,
    FamiliarConocido,
    MiembroFamilia,
    Padecimiento,
    PadecimientosFamilia,
    ParentescoFamilia,
    SeguroFamiliaDe,
    year_from,
)
from .unidad import AsignacionesDe, Atendida, Unidad, UnidadActual, UnidadDe, UnidadHallada

NSS: Final = "99178500015"
_NOMBRE: Final = "PRUEBA EJEMPLO ANA"
_CURP: Final = "PUEA850101MDFRJN02"
# Two employers, and the registros of a person's own in each voluntary regime.
REGISTROS: Final = {
    "A": "Z9912345105",
    "B": "E2312345127",
    "M33": "Z9912345337",
    "M40": "Z9912345402",
    "M44": "Z9912345444",
}
_PERSONA_FIELDS: Final = {"nss", "alta", "baja", "cambios", "empleos", "correcciones", "pension", "contradictions"}
_BENEFICIARIO_FIELDS: Final = {
    "curp", "parentesco", "nacimiento", "desde", "hasta", "estudia_hasta", "incapacitado", "convive_y_depende",
}  # fmt: skip
_EVENTUAL: Final = TipoTrabajador.EVENTUAL_CIUDAD
_SBC: Final = 50_000  # centavos a day
_BORN: Final = date(1985, 1, 1)
_REGISTERED: Final = date(2000, 1, 1)


def _known(given: Mapping[str, Any], fields: set[str]) -> None:
    if unknown := given.keys() - fields:
        raise ValueError(f"a case does not say {', '.join(sorted(unknown))} here")


def movimientos(given: Mapping[str, Any]) -> tuple[Movimiento, ...]:
    """An alta for each employment, its changes of wage and, where it ended, its baja; each recorded on its day."""
    empleos = given.get("empleos") or ([given] if "alta" in given else [])
    found: list[Movimiento] = []
    for empleo in empleos:
        registro = empleo.get("registro") or REGISTROS[empleo.get("patron", "A")]
        changes = [(Tipo.MODIFICACION, cambio["on"], cambio["sbc"]) for cambio in empleo.get("cambios", ())]
        for tipo, on, sbc in (
            (Tipo.ALTA, empleo["alta"], empleo.get("sbc", _SBC)),
            *changes,
            (Tipo.BAJA, empleo.get("baja"), None),
        ):
            if on is not None:
                found.append(
                    Movimiento(
                        id=UUID(int=len(found) + 1),
                        tipo=tipo,
                        nss=given.get("nss", NSS),
                        registro_patronal=registro,
                        on=on,
                        recorded=datetime.combine(on, time(18), UTC),
                        sbc_centavos=sbc,
                        trabajador=_EVENTUAL if empleo.get("eventual") else TipoTrabajador.PERMANENTE,
                    )
                )
    found += [
        _correccion(one, found[one["de"] - 1], len(found) + n) for n, one in enumerate(given.get("correcciones", ()), 1)
    ]
    return tuple(found)


def _correccion(given: Mapping[str, Any], de: Movimiento, number: int) -> Movimiento:
    """What took the place of ``de`` on the day ``el``."""
    return replace(
        de,
        id=UUID(int=number),
        tipo=Tipo(given["tipo"]),
        on=given["on"],
        recorded=datetime.combine(given["el"], time(18), UTC),
        sbc_centavos=given.get("sbc", de.sbc_centavos),
        supersedes=de.id,
    )


def historia(given: Mapping[str, Any], subject: SubjectId) -> Historia:
    """The history of an insured person or a pensioner."""
    _known(given, _PERSONA_FIELDS)
    pension = given.get("pension")
    return Historia(
        subject=subject,
        nombre=_NOMBRE,
        curp=_CURP,
        nss=given.get("nss", NSS),
        nacimiento=_BORN,
        adscripcion=Adscripcion(umf="035", delegacion="99", consultorio="4", turno="Matutino"),
        movimientos=movimientos(given),
        patrones=tuple(Patron(registro, f"Empresa de ejemplo {letter}") for letter, registro in REGISTROS.items()),
        pension=Pension(TipoPension(pension["tipo"]), pension["desde"], pension.get("hasta")) if pension else None,
        contradictions=tuple(Contradiccion(code) for code in given.get("contradictions", ())),
    )


def familia(given: Mapping[str, Any], subject: SubjectId) -> tuple[Historia, ...]:
    """The beneficiaries of ``titular``."""
    _known(given, {"titular", "personas"})
    titular = historia(given["titular"], subject)
    return tuple(_beneficiario(titular, persona, i) for i, persona in enumerate(given["personas"]))


def _beneficiario(titular: Historia, given: Mapping[str, Any], i: int) -> Historia:
    _known(given, _BENEFICIARIO_FIELDS)
    return Historia(
        subject=SubjectId(UUID(int=1_000 + i)),
        nombre=f"PRUEBA FAMILIAR {i + 1}",
        curp=given.get("curp", ""),
        nss="",
        nacimiento=given.get("nacimiento", _BORN),
        adscripcion=titular.adscripcion,
        beneficiario=Beneficiario(
            parentesco=Parentesco(given["parentesco"]),
            titular=titular,
            desde=given.get("desde", _REGISTERED),
            hasta=given.get("hasta"),
            estudia_hasta=given.get("estudia_hasta"),
            incapacitado=given.get("incapacitado", False),
            convive_y_depende=given.get("convive_y_depende", True),
        ),
    )


def _movimientos_de(given: Mapping[str, Any], subject: SubjectId) -> tuple[Movimiento, ...]:
    return movimientos(given)


def datos(given: Mapping[str, Any], subject: SubjectId) -> Datos:
    """Somebody invented, with what differs: ``DatosPersona: {nombre: ANA}``."""
    _known(given, {each.value for each in Campo})
    whole: dict[str, Any] = {
        "nombre": "PRUEBA",
        "primer_apellido": "EJEMPLO",
        "segundo_apellido": "",
        "nacimiento": _BORN,
        "sexo": "M",
        "curp": "PEGA850101HDFRRL09",
        "domicilio": "",
    }
    return Datos(**(whole | dict(given)))


def _de_otra(given: bool, subject: SubjectId) -> bool:
    return given


def _patron_de(given: str, subject: SubjectId) -> SubjectId:
    return SubjectId(UUID(int=2_000 + sorted(REGISTROS).index(given)))


def numeros(given: Mapping[str, Any], subject: SubjectId) -> Numeros:
    """The numbers of a person; the first is the assigned one unless it is said. Not ``conocida``: not registered."""
    _known(given, {"numeros", "asignado", "contradictions", "conocida"})
    if not given.get("conocida", True):
        return Numeros("", "", "", ())
    found = tuple(given.get("numeros", ()))
    return Numeros(
        nombre=_NOMBRE,
        curp=_CURP,
        asignado=given.get("asignado", found[0] if found else ""),
        numeros=found,
        contradictions=tuple(Contradiccion(code) for code in given.get("contradictions", ())),
    )


_DATOS_FIELDS: Final = {each.name for each in fields(DatosRegistro)}
_REGISTRO_FIELDS: Final = {"numero", "patron", "nombre", "rfc", "moral", "alta", "avisos"} | _DATOS_FIELDS


def registro(given: Mapping[str, Any] | None, subject: SubjectId) -> Registro | None:
    """A registro with its alta, by what that said, and any other notice after it; None where there is none.

    ``patron: B`` is another employer's.
    """
    if given is None:
        return None
    _known(given, _REGISTRO_FIELDS)
    numero = given.get("numero", REGISTROS["A"])
    alta = {"tipo": "alta", "on": given.get("alta", _REGISTERED)}
    alta |= {"clase": "I", "prima": "0.54355", "domicilio": "Calle Uno 5, Centro, 14000, Tlalpan, Ciudad de México"}
    alta |= {name: value for name, value in given.items() if name in _DATOS_FIELDS - {"nombre"}}
    return Registro(
        numero=numero,
        patron=_patron_de(given["patron"], subject) if "patron" in given else subject,
        nombre=given.get("nombre", "Empresa de ejemplo A"),
        rfc=given.get("rfc", "EEA010101AAA"),
        moral=given.get("moral", True),
        avisos=tuple(_aviso(numero, each, n) for n, each in enumerate((alta, *given.get("avisos", ())))),
    )


def _aviso(numero: str, given: Mapping[str, Any], n: int) -> AvisoPatronal:
    said = {name: value for name, value in given.items() if name not in {"tipo", "on"}}
    _known(said, _DATOS_FIELDS)
    kinds = {"clase": Clase, "prima": Decimal, "zona": Zona}
    return AvisoPatronal(
        id=UUID(int=3_000 + n),
        registro=numero,
        tipo=TipoAviso(given["tipo"]),
        on=given["on"],
        recorded=datetime.combine(given["on"], time(18), UTC),
        datos=DatosRegistro(**{name: kinds[name](value) if name in kinds else value for name, value in said.items()}),
    )


def registros(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[Registro, ...]:
    """The registros of an employer, in the order they are said."""
    return tuple(found for each in given if (found := registro(each, subject)) is not None)


def empleador(given: Mapping[str, Any] | None, subject: SubjectId) -> Empleador | None:
    """Who somebody is as an employer; None where nothing says it."""
    if given is None:
        return None
    whole: dict[str, Any] = {"nombre": "Empresa de ejemplo A", "rfc": "EEA010101AAA", "moral": True}
    return Empleador(**(whole | dict(given)))


def localidad(given: Mapping[str, Any] | None, subject: SubjectId) -> Localidad | None:
    """Where a postal code is; None where nobody loaded it."""
    if given is None:
        return None
    whole: dict[str, Any] = {"codigo_postal": "00101", "municipio": "X01", "municipio_nombre": "Puerto Ficción"}
    whole |= {"entidad": "Colima", "delegacion": "91", "subdelegacion": "01", "zona": "general"} | dict(given)
    return Localidad(**{**whole, "zona": Zona(whole["zona"])})


def fracciones(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[Fraccion, ...]:
    """The catalogue of activities."""
    return tuple(
        Fraccion(each["clave"], "División de ejemplo", "Grupo de ejemplo", each["nombre"], Clase(each["clase"]))
        for each in given
    )


def meses_hogar(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[MesHogar, ...]:
    """Months registered of the worker whom ``TrabajadorDe`` finds."""
    worker = SubjectId(UUID(int=3_000))
    return tuple(MesHogar(worker, each["mes"], each.get("dias", 8), each.get("salario", 60_000)) for each in given)


def poblacion(given: Mapping[str, Any] | None, subject: SubjectId) -> Poblacion | None:
    """What the population registry says of the same invented person; None where it never answered."""
    if given is None:
        return None
    whole: dict[str, Any] = {"curp": _CURP, "situacion": "vigente", "nombre": "ANA", "primer_apellido": "PRUEBA"}
    whole |= {"segundo_apellido": "EJEMPLO", "nacimiento": _BORN, "sexo": "M"} | dict(given)
    return Poblacion(**{**whole, "situacion": EnPoblacion(whole["situacion"])})


def familiar(given: Mapping[str, Any], subject: SubjectId) -> Familiar:
    """Whoever a CURP is of, not the holder: with nobody's tie unless it is said. ``usted: true``: the holder."""
    _known(given, {"nombre", "propia", "otra", "con_unidad", "usted"})
    known = SubjectId(UUID(int=4_000)) if given else None
    return Familiar(
        subject=subject if given.get("usted") else known,
        nombre=given.get("nombre", ""),
        propia=Parentesco(given["propia"]) if "propia" in given else None,
        de_otra=given.get("otra", False),
        con_unidad=given.get("con_unidad", False),
    )


def filiacion(given: str | None, subject: SubjectId) -> Filiacion | None:
    """What the population registry says of two people; None where it never answered."""
    return None if given is None else Filiacion(given)


def unidad(given: Mapping[str, Any] | None, subject: SubjectId) -> UnidadHallada | None:
    """The clinic of a postal code; None where no code of its state has one."""
    if given is None:
        return None
    _known(given, {"codigo", "clave", "exacta", "matutino", "vespertino"})
    return UnidadHallada(_unidad(given), given.get("exacta", True))


def atendida(given: Mapping[str, Any] | None, subject: SubjectId) -> Atendida | None:
    """Where somebody is attended; None for nowhere."""
    if given is None:
        return None
    _known(given, {"codigo", "clave", "matutino", "vespertino", "consultorio", "turno"})
    one = _unidad({"codigo": "99035", "clave": "035"} | dict(given))
    return Atendida(one, given.get("consultorio", 4), given.get("turno", "matutino"))


def _unidad(given: Mapping[str, Any]) -> Unidad:
    clave = given.get("clave", "021")
    return Unidad(
        codigo=given.get("codigo", "99021"),
        clave=clave,
        nombre=f"Unidad de Medicina Familiar {int(clave)} de ejemplo",
        delegacion="Delegación de ejemplo",
        matutino=given.get("matutino", 3),
        vespertino=given.get("vespertino", 5),
    )


def asignaciones(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[Asignacion, ...]:
    """Where somebody was attended, the first day of each; ``umf: ""`` where they left."""
    return tuple(
        Asignacion(Adscripcion(each.get("umf", "035"), "Delegación de ejemplo", "4", "matutino"), each.get("desde"))
        for each in given
    )


def _as_it_is(given: Any, subject: SubjectId) -> Any:
    return given


def conocidos(given: list[Mapping[str, Any] | None], subject: SubjectId) -> tuple[FamiliarConocido | None, ...]:
    """Whom the register knows, in the order of the CURPs that were typed; ``asegurado: true`` by something else.

    They are of whoever asks unless ``suyo: false``.
    """
    return tuple(
        None
        if each is None
        else FamiliarConocido(
            SubjectId(UUID(int=7_000 + at)),
            each.get("nombre", f"PRUEBA {at + 1}"),
            each.get("asegurado", False),
            each.get("suyo", True),
            each.get("unidad", ""),
        )
        for at, each in enumerate(given)
    )


def padecimientos(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[Padecimiento, ...]:
    """The list that the institution loaded; ``espera``: the days after which that one is attended."""
    return tuple(Padecimiento(each["nombre"], each.get("articulo", "Regla 1"), each.get("espera")) for each in given)


def contratos(given: list[Mapping[str, Any]], subject: SubjectId) -> tuple[ContratoFamilia, ...]:
    """Contracts of the family's insurance, each by its first day; ``miembros: 2`` covers the first two known."""
    return tuple(
        ContratoFamilia(
            UUID(int=6_000 + at),
            year_from(each["desde"]),
            tuple(
                MiembroFamilia(SubjectId(UUID(int=7_000 + one)), f"PRUEBA {one + 1}", ParentescoFamilia.OTRO, 40, 100)
                for one in range(each.get("miembros", 0))
            ),
            each["desde"],
            "BANCO-1",
        )
        for at, each in enumerate(given)
    )


BUILDERS: Final[dict[type[Question[Any]], Any]] = {
    PoblacionDe: poblacion,
    PoblacionCon: poblacion,
    FiliacionCon: filiacion,
    FamiliarDe: familiar,
    UnidadDe: unidad,
    UnidadActual: atendida,
    AsignacionesDe: asignaciones,
    CurpVigenteDe: poblacion,
    ParecidosDe: _as_it_is,
    NssSiguiente: _as_it_is,
    HistoriaDe: historia,
    SeguroFamiliaDe: contratos,
    ConocidosDe: conocidos,
    PadecimientosFamilia: padecimientos,
    FamiliaDe: familia,
    MovimientosDe: _movimientos_de,
    DatosPersona: datos,
    CurpDeOtra: _de_otra,
    PatronDe: _patron_de,
    NumerosDe: numeros,
    RegistroDe: registro,
    RegistrosDe: registros,
    EmpleadorDe: empleador,
    LocalidadDe: localidad,
    Fracciones: fracciones,
    MesesHogarDe: meses_hogar,
    NumeroSiguiente: _as_it_is,
    ActivosDe: _as_it_is,
}

"""The door of the register of affiliation."""

from ventanilla.domain.affiliation import (
    EVENTS,
    ActualizarDato,
    AsignarNss,
    CurpDeOtra,
    DatosPersona,
    FamiliaDe,
    HistoriaDe,
    MovimientosDe,
    NssSiguiente,
    NumerosDe,
    ParecidosDe,
    PatronDe,
    PoblacionDe,
    RegistrarMovimiento,
    TrabajadorDe,
)
from ventanilla.domain.benefits import RetirosDe

from .answers import (
    NotInRegister,
    NotTheOffice,
    familias_de,
    historia_for,
    historias_de,
    movimientos_de,
    numeros_de,
    patrones_de,
    retiros_de,
)
from .changes import curps_de_otra, datos_actualizar, datos_de
from .compared import (
    PropuestaVista,
    RegistroVisto,
    estan_unidas,
    propuesta_vista,
    propuestas_pendientes,
    registro_find,
    registros_vistos,
)
from .filing import movimientos_registrar, trabajadores_de
from .kept import KEEPS
from .kin import Familiar, dependientes_de, hijos_nacidos, titulares_de
from .loading import (
    ClinicaRow,
    ContactoRow,
    ContradiccionRow,
    MovimientoRow,
    ParentescoRow,
    PatronRow,
    PersonaRow,
    RegistroRow,
    clinicas_load,
    contactos_load,
    contradicciones_load,
    movimientos_load,
    parentescos_load,
    patrones_load,
    personas_load,
    registros_load,
)
from .loading_registro import fracciones_load, localidades_load
from .numeros import nss_asignar, nss_siguientes, parecidos_de, poblacion_fetch, poblaciones_de
from .projections import PROJECTIONS as REGISTRO_PROJECTIONS
from .registros import ANSWERS as REGISTRO_ANSWERS
from .registros import PERFORMS as REGISTRO_PERFORMS
from .registros import NumberingFull
from .selectors import (
    EmpleoActual,
    Identidad,
    ResumenPatron,
    ResumenPersona,
    identidad_by_curp,
    patron_for,
    persona_nombre,
    resumen_for,
    subject_by_curp,
    subject_by_rfc,
)
from .tramos import LEDGER_PROJECTIONS
from .union import Proposal, UnionRefused, union_decide, union_propose

ANSWERS = {
    HistoriaDe: historias_de,
    FamiliaDe: familias_de,
    MovimientosDe: movimientos_de,
    NumerosDe: numeros_de,
    PatronDe: patrones_de,
    RetirosDe: retiros_de,
    DatosPersona: datos_de,
    CurpDeOtra: curps_de_otra,
    TrabajadorDe: trabajadores_de,
    PoblacionDe: poblaciones_de,
    ParecidosDe: parecidos_de,
    NssSiguiente: nss_siguientes,
} | REGISTRO_ANSWERS
PROJECTIONS = (*LEDGER_PROJECTIONS, *REGISTRO_PROJECTIONS)
PERFORMS = {
    ActualizarDato: datos_actualizar,
    AsignarNss: nss_asignar,
    RegistrarMovimiento: movimientos_registrar,
} | REGISTRO_PERFORMS
FETCHES = {PoblacionDe: poblacion_fetch}

__all__ = [
    "ANSWERS",
    "EVENTS",
    "FETCHES",
    "KEEPS",
    "PERFORMS",
    "PROJECTIONS",
    "ClinicaRow",
    "ContactoRow",
    "ContradiccionRow",
    "EmpleoActual",
    "Familiar",
    "Identidad",
    "MovimientoRow",
    "NotInRegister",
    "NotTheOffice",
    "NumberingFull",
    "ParentescoRow",
    "PatronRow",
    "PersonaRow",
    "Proposal",
    "PropuestaVista",
    "RegistroRow",
    "RegistroVisto",
    "ResumenPatron",
    "ResumenPersona",
    "UnionRefused",
    "clinicas_load",
    "contactos_load",
    "contradicciones_load",
    "dependientes_de",
    "estan_unidas",
    "fracciones_load",
    "hijos_nacidos",
    "historia_for",
    "historias_de",
    "identidad_by_curp",
    "localidades_load",
    "movimientos_load",
    "parentescos_load",
    "patron_for",
    "patrones_load",
    "persona_nombre",
    "personas_load",
    "propuesta_vista",
    "propuestas_pendientes",
    "registro_find",
    "registros_load",
    "registros_vistos",
    "resumen_for",
    "subject_by_curp",
    "subject_by_rfc",
    "titulares_de",
    "union_decide",
    "union_propose",
]

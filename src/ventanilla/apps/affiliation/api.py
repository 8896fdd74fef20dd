"""The door of the register of affiliation."""

from ventanilla.domain.affiliation import (
    EVENTS,
    ActualizarDato,
    CertificadosDe,
    CurpDeOtra,
    DatosPersona,
    FamiliaDe,
    HistoriaDe,
    MovimientosDe,
    NumerosDe,
    PatronDe,
    RegistrarMovimiento,
    TrabajadorDe,
)
from ventanilla.domain.authority.autorizaciones import PatronConRfc
from ventanilla.domain.benefits import RetirosDe

from .answers import (
    NotInRegister,
    NotTheOffice,
    familias_de,
    historia_by_number,
    historia_for,
    historias_de,
    movimientos_de,
    numeros_de,
    patrones_con_rfc,
    patrones_de,
    retiros_de,
)
from .attended import ATTENDED_PROJECTIONS
from .changes import curps_de_otra, datos_actualizar, datos_de
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
from .outbound import certificados_de, use_certificates
from .plantilla import (
    MAX_FILE,
    Filtro,
    Lista,
    Mes,
    Orden,
    Registro,
    Renglon,
    Situacion,
    dudas_for,
    meses_for,
    plantilla_for,
    plantilla_todo_for,
    registros_de,
    registros_for,
)
from .presentados import (
    Expediente,
    FiltroAvisos,
    Marca,
    Periodo,
    Presentado,
    Presentados,
    expediente_for,
    presentados_for,
    presentados_todo_for,
)
from .projections import PROJECTIONS as REGISTRO_PROJECTIONS
from .registros import ANSWERS as REGISTRO_ANSWERS
from .registros import PERFORMS as REGISTRO_PERFORMS
from .registros import NumberingFull
from .selectors import (
    EmpleoActual,
    Identidad,
    ResumenPatron,
    ResumenPersona,
    empleos_en,
    identidad_by_curp,
    patron_for,
    persona_nombre,
    resumen_for,
    subject_by_curp,
    subject_by_rfc,
)
from .tramos import LEDGER_PROJECTIONS

ANSWERS = {
    HistoriaDe: historias_de,
    FamiliaDe: familias_de,
    MovimientosDe: movimientos_de,
    NumerosDe: numeros_de,
    PatronDe: patrones_de,
    PatronConRfc: patrones_con_rfc,
    RetirosDe: retiros_de,
    DatosPersona: datos_de,
    CurpDeOtra: curps_de_otra,
    TrabajadorDe: trabajadores_de,
    CertificadosDe: certificados_de,
} | REGISTRO_ANSWERS
PROJECTIONS = (*LEDGER_PROJECTIONS, *ATTENDED_PROJECTIONS, *REGISTRO_PROJECTIONS)
PERFORMS = {ActualizarDato: datos_actualizar, RegistrarMovimiento: movimientos_registrar} | REGISTRO_PERFORMS

__all__ = [
    "ANSWERS",
    "EVENTS",
    "KEEPS",
    "MAX_FILE",
    "PERFORMS",
    "PROJECTIONS",
    "ClinicaRow",
    "ContactoRow",
    "ContradiccionRow",
    "EmpleoActual",
    "Expediente",
    "Familiar",
    "Filtro",
    "FiltroAvisos",
    "Identidad",
    "Lista",
    "Marca",
    "Mes",
    "MovimientoRow",
    "NotInRegister",
    "NotTheOffice",
    "NumberingFull",
    "Orden",
    "ParentescoRow",
    "PatronRow",
    "Periodo",
    "PersonaRow",
    "Presentado",
    "Presentados",
    "Registro",
    "RegistroRow",
    "Renglon",
    "ResumenPatron",
    "ResumenPersona",
    "Situacion",
    "clinicas_load",
    "contactos_load",
    "contradicciones_load",
    "dependientes_de",
    "dudas_for",
    "empleos_en",
    "expediente_for",
    "fracciones_load",
    "hijos_nacidos",
    "historia_by_number",
    "historia_for",
    "historias_de",
    "identidad_by_curp",
    "localidades_load",
    "meses_for",
    "movimientos_load",
    "parentescos_load",
    "patron_for",
    "patrones_load",
    "persona_nombre",
    "personas_load",
    "plantilla_for",
    "plantilla_todo_for",
    "presentados_for",
    "presentados_todo_for",
    "registros_de",
    "registros_for",
    "registros_load",
    "resumen_for",
    "subject_by_curp",
    "subject_by_rfc",
    "titulares_de",
    "use_certificates",
]

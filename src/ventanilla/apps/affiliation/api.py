"""The door of the register of affiliation."""

from ventanilla.domain.affiliation import EVENTS as AFFILIATION_EVENTS
from ventanilla.domain.affiliation import (
    ActualizarDato,
    AsignarNss,
    CertificadosDe,
    ConocidosDe,
    ContratarSeguroFamilia,
    CurpDeOtra,
    CurpVigenteDe,
    DatosPersona,
    FamiliaDe,
    HistoriaDe,
    MovimientosDe,
    NssSiguiente,
    NumerosDe,
    PadecimientosFamilia,
    ParecidosDe,
    PatronDe,
    PoblacionDe,
    RegistrarMovimiento,
    SeguroFamiliaDe,
    TrabajadorDe,
)
from ventanilla.domain.anomalies import EVENTS as EVIDENCE_EVENTS
from ventanilla.domain.anomalies import EvidenciaDe
from ventanilla.domain.authority.autorizaciones import PatronConRfc
from ventanilla.domain.benefits import IncapacidadesDe, PagosDe, RetirosDe

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
from .compared import (
    PropuestaVista,
    RegistroVisto,
    estan_unidas,
    propuesta_vista,
    propuestas_pendientes,
    registro_find,
    registros_vistos,
)
from .familia import ANSWERS as FAMILIA_ANSWERS
from .familia import FETCHES_NAMED
from .familia import PERFORMS as FAMILIA_PERFORMS
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
    clinicas_replace,
    contactos_load,
    contradicciones_load,
    movimientos_load,
    parentescos_load,
    patrones_load,
    personas_load,
    registros_load,
)
from .loading_registro import fracciones_load, localidades_load
from .month import avisos_del_mes, registros_of
from .numeros import curps_vigentes_de, nss_asignar, nss_siguientes, parecidos_de, poblacion_fetch, poblaciones_de
from .outbound import (
    certificados_de,
    incapacidades_de,
    pagos_de,
    pagos_for,
    use_certificates,
    use_collection,
    use_pensions,
    use_receipt_seals,
)
from .plantilla import (
    MAX_FILE,
    Filtro,
    Lista,
    Mes,
    Orden,
    Registro,
    Renglon,
    Situacion,
    plantilla_for,
    plantilla_todo_for,
    registros_de,
    registros_for,
)
from .presentados import (
    Expediente,
    FiltroAvisos,
    Marca,
    Panorama,
    Periodo,
    Presentado,
    Presentados,
    expediente_for,
    panorama_for,
    presentados_for,
    presentados_todo_for,
)
from .projections import PROJECTIONS as REGISTRO_PROJECTIONS
from .propios import Presentante, evidencia_for, evidencias_de, presentantes_for
from .recibos import (
    MAX_AT_ONCE,
    MAX_RECIBOS,
    Recibidos,
    ReciboVisto,
    empleador_no_reconocer,
    empleador_reconocer,
    recibos_for,
    recibos_guardar,
    recibos_quitar,
)
from .registros import ANSWERS as REGISTRO_ANSWERS
from .registros import PERFORMS as REGISTRO_PERFORMS
from .registros import NumberingFull
from .seguros import conocidos_de, contratos_de, contratos_for, padecimientos_de, seguros_contratar
from .selectors import (
    Carrera,
    EmpleoActual,
    Identidad,
    ResumenPatron,
    ResumenPersona,
    carrera_by_curp,
    contactos_de,
    empleos_en,
    identidad_by_curp,
    patron_for,
    patrones_nombres,
    persona_nombre,
    resumen_for,
    subject_by_curp,
    subject_by_rfc,
)
from .tramos import LEDGER_PROJECTIONS
from .unidades import ANSWERS as UNIDAD_ANSWERS
from .unidades import PERFORMS as UNIDAD_PERFORMS
from .unidades import codigos_clinica_load
from .union import Proposal, UnionRefused, registers_of, union_decide, union_propose

EVENTS = (*AFFILIATION_EVENTS, *EVIDENCE_EVENTS)
ANSWERS = (
    {
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
        EvidenciaDe: evidencias_de,
        IncapacidadesDe: incapacidades_de,
        PagosDe: pagos_de,
        PoblacionDe: poblaciones_de,
        CurpVigenteDe: curps_vigentes_de,
        ParecidosDe: parecidos_de,
        NssSiguiente: nss_siguientes,
        ConocidosDe: conocidos_de,
        PadecimientosFamilia: padecimientos_de,
        SeguroFamiliaDe: contratos_de,
    }
    | REGISTRO_ANSWERS
    | FAMILIA_ANSWERS
    | UNIDAD_ANSWERS
)
PROJECTIONS = (*LEDGER_PROJECTIONS, *ATTENDED_PROJECTIONS, *REGISTRO_PROJECTIONS)
PERFORMS = (
    {
        ActualizarDato: datos_actualizar,
        AsignarNss: nss_asignar,
        ContratarSeguroFamilia: seguros_contratar,
        RegistrarMovimiento: movimientos_registrar,
    }
    | REGISTRO_PERFORMS
    | FAMILIA_PERFORMS
    | UNIDAD_PERFORMS
)
FETCHES = {PoblacionDe: poblacion_fetch}

__all__ = [
    "ANSWERS",
    "EVENTS",
    "FETCHES",
    "FETCHES_NAMED",
    "KEEPS",
    "MAX_AT_ONCE",
    "MAX_FILE",
    "MAX_RECIBOS",
    "PERFORMS",
    "PROJECTIONS",
    "Carrera",
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
    "Panorama",
    "ParentescoRow",
    "PatronRow",
    "Periodo",
    "PersonaRow",
    "Presentado",
    "Presentados",
    "Presentante",
    "Proposal",
    "PropuestaVista",
    "Recibidos",
    "ReciboVisto",
    "Registro",
    "RegistroRow",
    "RegistroVisto",
    "Renglon",
    "ResumenPatron",
    "ResumenPersona",
    "Situacion",
    "UnionRefused",
    "avisos_del_mes",
    "carrera_by_curp",
    "clinicas_load",
    "clinicas_replace",
    "codigos_clinica_load",
    "contactos_de",
    "contactos_load",
    "contradicciones_load",
    "contratos_for",
    "datos_de",
    "dependientes_de",
    "empleador_no_reconocer",
    "empleador_reconocer",
    "empleos_en",
    "estan_unidas",
    "evidencia_for",
    "expediente_for",
    "fracciones_load",
    "hijos_nacidos",
    "historia_by_number",
    "historia_for",
    "historias_de",
    "identidad_by_curp",
    "localidades_load",
    "movimientos_load",
    "pagos_for",
    "panorama_for",
    "parentescos_load",
    "patron_for",
    "patrones_load",
    "patrones_nombres",
    "persona_nombre",
    "personas_load",
    "plantilla_for",
    "plantilla_todo_for",
    "presentados_for",
    "presentados_todo_for",
    "presentantes_for",
    "propuesta_vista",
    "propuestas_pendientes",
    "recibos_for",
    "recibos_guardar",
    "recibos_quitar",
    "registers_of",
    "registro_find",
    "registros_de",
    "registros_for",
    "registros_load",
    "registros_of",
    "registros_vistos",
    "resumen_for",
    "subject_by_curp",
    "subject_by_rfc",
    "titulares_de",
    "union_decide",
    "union_propose",
    "use_certificates",
    "use_collection",
    "use_pensions",
    "use_receipt_seals",
]

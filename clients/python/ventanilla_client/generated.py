"""Made from docs/reference/openapi.json by tools/client.py; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from .transport import Answer, Transport


class Archivo(TypedDict):
    """Un archivo adjunto, ya limpio. ``tipo`` es el de su contenido; ``antivirus``: si alguno lo revisó."""

    id: str
    campo: str
    nombre: str
    tipo: str
    bytes: int
    paginas: int
    sha256: str
    antivirus: bool
    adjuntado: str


class Archivos(TypedDict):
    """Los archivos de un borrador, y cuántos admite: cada pregunta, y el borrador en total."""

    preguntas: list[PreguntaDeArchivos]
    maximo_archivos: int
    maximo_bytes: int
    maximo_bytes_de_uno: int
    archivos: list[Archivo]


class Aviso(TypedDict):
    """Algo que se debe mirar antes de usar lo que se calculó."""

    codigo: str
    texto: str


class AvisoDelBuzon(TypedDict):
    """Un aviso del buzón. ``abierto``: cuándo lo abrió su titular; leerlo aquí no lo abre."""

    numero: int
    clase: str
    texto: str
    recibido: str
    abierto: str | None
    pagina: str


class Campo(TypedDict):
    """Un dato por corregir: su nombre, con puntos si está dentro de otro, y por qué."""

    campo: str
    codigo: str
    detalle: str


class ClaseDeProblema(TypedDict):
    """Un código de problema y lo que significa."""

    codigo: str
    estado: int
    titulo: str


class ConsultaDeVigencia(TypedDict):
    """De quién se consulta: su Número de Seguridad Social (NSS) o su CURP, uno de los dos."""

    nss: NotRequired[str]
    curp: NotRequired[str]


class Cuotas(TypedDict):
    """Lo que se debe por una persona, en pesos: el total de cada uno, por ramo, y por qué."""

    patron: str
    obrero: str
    ramos: dict[str, RamoDeCuotas]
    advertencias: list[Aviso]
    supuesto: Aviso | None
    perfil: str
    explicacion: Explicacion


class Documento(TypedDict):
    """Un documento. ``listo``: su archivo sellado se puede descargar de ``pdf``."""

    folio: str
    titulo: str
    clase: str
    expediente: str
    emitido: str
    vence: str | None
    revocado: str | None
    reemplazado_por: str | None
    listo: bool
    bytes: int
    pdf: str


class Documentos(TypedDict):
    """Los documentos de un expediente."""

    documentos: list[Documento]


class Expediente(TypedDict):
    """Un trámite presentado."""

    id: str
    tramite: str
    titulo: str
    estado: Literal[
        "borrador",
        "recibido",
        "en_espera",
        "preguntado",
        "en_revision",
        "aprobado",
        "negado",
        "sin_efecto",
        "desistido",
    ]
    estado_en_palabras: str
    folio: str
    actua_por: str
    recibido: str
    prometido: str | None
    resuelto: str | None


class ExpedienteCompleto(TypedDict):
    """Un trámite presentado, con lo que se pidió y por qué se resolvió así."""

    id: str
    tramite: str
    titulo: str
    estado: Literal[
        "borrador",
        "recibido",
        "en_espera",
        "preguntado",
        "en_revision",
        "aprobado",
        "negado",
        "sin_efecto",
        "desistido",
    ]
    estado_en_palabras: str
    folio: str
    actua_por: str
    recibido: str
    prometido: str | None
    resuelto: str | None
    preguntas: list[Pregunta]
    motivos: list[str]
    fundamento: list[str]
    por_contestar: str | None


class Explicacion(TypedDict):
    """Una cantidad y cómo se llegó a ella. Un importe o una tasa es un texto; lo que está vacío no se dice."""

    codigo: str
    titulo: str
    valor: str | int
    operacion: NotRequired[str]
    fundamento: NotRequired[list[str]]
    usados: NotRequired[list[LeidoDeLaLey]]
    partes: NotRequired[list[Explicacion]]


class Firma(TypedDict):
    """La firma de lo que se pidió firmar: certificado y CAdES en base64, el reto y la huella del contenido."""

    certificado: str
    firma: str
    nonce: str
    contenido: str


class Historia(TypedDict):
    """Lo que pasó en un expediente, lo último primero."""

    sucesos: list[Suceso]


class LeidoDeLaLey(TypedDict):
    """Un valor de la ley, o la respuesta a una cuestión abierta (`politica/…`), y desde cuándo rige."""

    clave: str
    valor: str
    desde: str
    fundamento: str


class NuevaSolicitud(TypedDict):
    """Empezar un borrador, o seguir con el que se dejó."""

    tramite: str


class PaginaAvisos(TypedDict):
    """Una página de avisos; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[AvisoDelBuzon]
    siguiente: str | None


class PaginaDocumentos(TypedDict):
    """Una página de documentos; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[Documento]
    siguiente: str | None


class PaginaExpedientes(TypedDict):
    """Una página de expedientes; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[Expediente]
    siguiente: str | None


class PaginaRespuestas(TypedDict):
    """Una página de lo que se pide contestar; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[RespuestaResumen]
    siguiente: str | None


class PaginaSolicitudes(TypedDict):
    """Una página de borradores; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[SolicitudResumen]
    siguiente: str | None


class PorFirmar(TypedDict):
    """Lo que se firma (sus bytes canónicos, CAdES), la huella de su contenido y lo que pasaría. Sirve dos minutos."""

    id: str
    por_firmar: dict[str, Any]
    contenido: str
    previo: NotRequired[Previo | None]


class Pregunta(TypedDict):
    """Una pregunta y su respuesta, en las palabras que se firmaron."""

    pregunta: str
    respuesta: str


class PreguntaDeArchivos(TypedDict):
    """Una pregunta que se contesta con archivos, y lo que admite; ``tipos`` son pdf, jpg, png o xml."""

    campo: str
    tipos: list[str]
    minimo: int
    maximo: int
    en_palabras: list[str]


class Previo(TypedDict):
    """Lo que pasaría con los datos de hoy. ``alerta``: algo es tardío, cuesta o se negaría. ``detalle`` desglosa."""

    dice: list[str]
    filas: list[PrevioFila]
    detalle: list[PrevioFila]
    alerta: bool
    se_negaria: list[str]
    se_revisaria: list[str]


class PrevioFila(TypedDict):
    """Algo que cambia, en palabras."""

    concepto: str
    antes: str
    despues: str


class Problema(TypedDict):
    """Por qué no se pudo (RFC 9457). Un programa decide por ``codigo``, nunca por las palabras."""

    type: str
    title: str
    status: int
    codigo: str
    referencia: str
    detail: NotRequired[str | None]
    campos: NotRequired[list[Campo] | None]
    caso: NotRequired[Expediente | None]


class Problemas(TypedDict):
    """Todos los códigos de problema."""

    problemas: list[ClaseDeProblema]


class RamoDeCuotas(TypedDict):
    """Lo que toca a cada uno en un ramo, en pesos, y los días que se pagan; null si la ley no le pone cuota."""

    patron: str | None
    obrero: str | None
    dias: int


class Respuesta(TypedDict):
    """Lo que se pide contestar: qué se dice antes, el esquema JSON de lo que pregunta y lo contestado hasta ahora."""

    id: str
    titulo: str
    pide_a: Literal["persona", "patron", "tramite"]
    expediente: str | None
    estado: Literal["abierta", "contestada", "vencida", "retirada"]
    hasta: str
    pedida: str
    contestada: str | None
    motivo: str
    se_le_dice: list[Pregunta]
    solicitud: dict[str, Any]
    respuestas: dict[str, Any]
    por_corregir: list[Campo]


class RespuestaResumen(TypedDict):
    """Algo que se pide contestar. ``expediente`` es el propio, o null si es de otra persona."""

    id: str
    titulo: str
    pide_a: Literal["persona", "patron", "tramite"]
    expediente: str | None
    estado: Literal["abierta", "contestada", "vencida", "retirada"]
    hasta: str
    pedida: str
    contestada: str | None


class RespuestasAclaracion(TypedDict):
    """The movement, or the employer, is one of the person's own, in the words of the register (``options``)."""

    problema: Literal["fecha", "salario", "no_ocurrio", "falta"]
    movimiento: NotRequired[str | None]
    fecha: NotRequired[str | None]
    empleador: NotRequired[str | None]
    desde: NotRequired[str | None]
    sbc: NotRequired[str | None]
    correcto: NotRequired[str | None]
    explica: str
    pruebas: NotRequired[list[RespuestasAclaracionFileRef]]
    recibos: NotRequired[list[RespuestasAclaracionFileRef]]
    quien: Literal["patron", "institucion"]


class RespuestasAclaracionFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasActualizacionCurp(TypedDict):
    """``datos`` are the registry's own words or one of those above (``options``): no CURP is ever typed."""

    datos: str
    prueba: NotRequired[list[RespuestasActualizacionCurpFileRef]]


class RespuestasActualizacionCurpFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasActualizacionDatos(TypedDict):
    """One datum each time: what is decided of one does not wait for another. Each has a question of its own kind."""

    dato: Literal["domicilio", "nombre", "primer_apellido", "segundo_apellido", "nacimiento", "sexo", "curp"]
    domicilio: NotRequired[RespuestasActualizacionDatosAddress | None]
    nombre: NotRequired[str | None]
    primer_apellido: NotRequired[str | None]
    segundo_apellido: NotRequired[str | None]
    nacimiento: NotRequired[str | None]
    sexo: NotRequired[Literal["H", "M", "X"] | None]
    curp: NotRequired[str | None]
    prueba: NotRequired[list[RespuestasActualizacionDatosFileRef]]


class RespuestasActualizacionDatosAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasActualizacionDatosFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasAltaUmf(TypedDict):
    """``vive`` is the address of the register, or one of the two above (``options``): nothing known is typed again."""

    vive: str
    domicilio: NotRequired[RespuestasAltaUmfAddress | None]
    comprobante: NotRequired[list[RespuestasAltaUmfFileRef]]
    turno: Literal["matutino", "vespertino"]
    foto: NotRequired[list[RespuestasAltaUmfFileRef]]


class RespuestasAltaUmfAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasAltaUmfFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasAsignacionNss(TypedDict):
    """``datos`` are the registry's own words, or one of the two above (``options``): nothing of them is typed again."""

    datos: str
    prueba: NotRequired[list[RespuestasAsignacionNssFileRef]]
    codigo_postal: str


class RespuestasAsignacionNssFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasAutorizacion(TypedDict):
    """``desde`` and ``hasta`` are both included. Whether the registros are the grantor's own is for the decision."""

    curp: str
    rfc: NotRequired[str | None]
    alcance: Literal["ver", "preparar", "movimientos", "cuotas", "todo", "elegir"]
    movimientos: NotRequired[bool | None]
    cuotas: NotRequired[bool | None]
    pagar: NotRequired[bool | None]
    administrar: NotRequired[bool | None]
    donde: Literal["todos", "algunos"]
    registros: NotRequired[list[RespuestasAutorizacionRegistro]]
    desde: NotRequired[str]
    hasta: str
    delega: NotRequired[Literal["no", "si"]]


class RespuestasAutorizacionRegistro(TypedDict):
    """One of the grantor's own."""

    numero: str


class RespuestasBajaUmf(TypedDict):
    """One question: what is asked of nobody is not kept."""

    motivo: Literal["otra_institucion", "extranjero", "otra"]


class RespuestasCambioRegistroPatronal(TypedDict):
    """The registro is one of the employer's own, in the words in which it tells them apart (``options``)."""

    registro: str
    que: Literal["domicilio", "nombre", "clase", "sustitucion", "suspension", "huelga", "reanudacion", "baja"]
    desde: NotRequired[str]
    domicilio: NotRequired[RespuestasCambioRegistroPatronalAddress | None]
    nombre: NotRequired[str | None]
    actividad: NotRequired[str | None]
    fraccion: NotRequired[str | None]
    clase: NotRequired[Literal["I", "II", "III", "IV", "V"] | None]
    sustituye: NotRequired[str | None]
    prueba: NotRequired[list[RespuestasCambioRegistroPatronalFileRef]]


class RespuestasCambioRegistroPatronalAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasCambioRegistroPatronalFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasCambioUmf(TypedDict):
    """A proof of address is asked of whoever says that it changed, and of nobody else."""

    motivo: Literal["domicilio", "turno", "consultorio"]
    domicilio: NotRequired[RespuestasCambioUmfAddress | None]
    comprobante: NotRequired[list[RespuestasCambioUmfFileRef]]
    turno: NotRequired[Literal["matutino", "vespertino"] | None]


class RespuestasCambioUmfAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasCambioUmfFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasConservacionDerechos(TypedDict):
    """Only what is registered counts, so a day to come is not asked: the statement already says until when."""

    fecha: NotRequired[str]


class RespuestasConstanciaPerdida(TypedDict):
    """The days first; everything else the office knows, unless it is the person who says it."""

    de: NotRequired[Literal["hallado", "dicho"]]
    desde: str
    hasta: NotRequired[str]
    empleador: NotRequired[str | None]
    salario: NotRequired[str | None]


class RespuestasConstanciaSemanas(TypedDict):
    """Who they are, the office knows; the day is that of the request."""

    detalle: NotRequired[Literal["resumen", "detallada", "dias"]]


class RespuestasConstanciaVigencia(TypedDict):
    """What the person is asked. Everything else the office already knows."""

    para: NotRequired[Literal["titular", "familia"]]
    fecha: NotRequired[str]


class RespuestasConsulta(TypedDict):
    """No number of anybody is asked: whoever answers finds what they need under the account."""

    tema: Literal["empleos", "atencion", "incapacidad", "pension", "datos", "cuotas", "desacuerdo", "otro", "ajena"]
    pregunta: str


class RespuestasConsultaIncapacidades(TypedDict):
    """Never why somebody was ill: it is neither asked nor shown."""

    cual: NotRequired[Literal["ultimo_anio", "tres_anios", "falta"]]
    unidad: NotRequired[str | None]
    expedida: NotRequired[str | None]


class RespuestasConsultaPensionado(TypedDict):
    """``mes`` is one of the months that were paid, in words (``options``)."""

    que: NotRequired[Literal["recibo", "constancia", "calendario"]]
    mes: NotRequired[str | None]


class RespuestasCorreccionDatos(TypedDict):
    """``datos`` are the registry's own words or one of the two above (``options``): nothing of them is typed."""

    datos: str
    prueba: NotRequired[list[RespuestasCorreccionDatosFileRef]]


class RespuestasCorreccionDatosFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasDerechosArco(TypedDict):
    """A copy of one's data needs no reason; what somebody must decide needs what is asked and what supports it."""

    derecho: NotRequired[Literal["acceso", "rectificacion", "cancelacion", "oposicion"]]
    datos: NotRequired[Literal["todos", "persona", "trabajo", "familia", "tramites", "cuenta", "historial", "otros"]]
    pide: NotRequired[str]
    motivos: NotRequired[str]


class RespuestasLocalizacionNss(TypedDict):
    """No question: the register is asked by the CURP of whoever signs, or of whom they act for."""


class RespuestasMovimientoAlta(TypedDict):
    """A task list of three parts: who, the work, the wage."""

    registro: str
    persona: RespuestasMovimientoAltaWorker
    fecha: NotRequired[str]
    contrato: NotRequired[Literal["1", "2", "3", "4"]]
    contrato_hasta: NotRequired[str | None]
    semana: NotRequired[Literal["0", "1", "2", "3", "4", "5", "6"]]
    tipo_salario: NotRequired[Literal["0", "1", "2"]]
    diario: NotRequired[str | None]
    variable: NotRequired[str | None]
    sbc_como: NotRequired[Literal["calcular", "dar"]]
    prestaciones: NotRequired[RespuestasMovimientoAltaBenefits | None]
    sbc: NotRequired[str | None]


class RespuestasMovimientoAltaBenefits(TypedDict):
    """The benefits of a contract; what is left empty is what the law gives."""

    aguinaldo: NotRequired[str | None]
    vacaciones: NotRequired[str | None]
    prima_vacacional: NotRequired[str | None]
    otras: NotRequired[str | None]


class RespuestasMovimientoAltaWorker(TypedDict):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: str
    curp: str


class RespuestasMovimientoBaja(TypedDict):
    """Four questions. The day on which it counts is not asked: it follows from the law."""

    registro: str
    persona: RespuestasMovimientoBajaWorker
    fecha: NotRequired[str]
    causa: Literal["1", "2", "3", "4", "5", "7", "8", "9", "A", "6"]


class RespuestasMovimientoBajaWorker(TypedDict):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: str
    curp: str


class RespuestasMovimientoCorreccion(TypedDict):
    """The notice is named by what it is and its date, as its constancia says them."""

    registro: str
    persona: RespuestasMovimientoCorreccionWorker
    tipo: Literal["08", "07", "02"]
    registrada: str
    que: Literal["fecha", "salario", "anular"]
    fecha: NotRequired[str | None]
    sbc: NotRequired[str | None]
    motivo: str


class RespuestasMovimientoCorreccionWorker(TypedDict):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: str
    curp: str


class RespuestasMovimientoModificacion(TypedDict):
    """A task list of three parts: who, the change, the wage."""

    registro: str
    persona: RespuestasMovimientoModificacionWorker
    por: NotRequired[Literal["cambio", "bimestre", "contrato"]]
    celebrado: NotRequired[str | None]
    fecha: NotRequired[str]
    porque_baja: NotRequired[str | None]
    semana: NotRequired[Literal["0", "1", "2", "3", "4", "5", "6"]]
    tipo_salario: NotRequired[Literal["0", "1", "2"]]
    diario: NotRequired[str | None]
    variable: NotRequired[str | None]
    sbc_como: NotRequired[Literal["calcular", "dar"]]
    prestaciones: NotRequired[RespuestasMovimientoModificacionBenefits | None]
    sbc: NotRequired[str | None]


class RespuestasMovimientoModificacionBenefits(TypedDict):
    """The benefits of a contract; what is left empty is what the law gives."""

    aguinaldo: NotRequired[str | None]
    vacaciones: NotRequired[str | None]
    prima_vacacional: NotRequired[str | None]
    otras: NotRequired[str | None]


class RespuestasMovimientoModificacionWorker(TypedDict):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: str
    curp: str


class RespuestasRegistroBeneficiarios(TypedDict):
    """One person each time: what is decided of one does not wait for another."""

    accion: Literal["registrar", "estudios", "dictamen", "baja"]
    curp: NotRequired[str | None]
    parentesco: NotRequired[Literal["hijo", "conyuge", "concubino", "madre", "padre"] | None]
    hijo_en_comun: NotRequired[bool | None]
    juntos_desde: NotRequired[str | None]
    condicion: NotRequired[Literal["ninguna", "estudia", "incapacidad"] | None]
    mismo_domicilio: NotRequired[bool | None]
    depende: NotRequired[bool | None]
    acta: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]
    quien: NotRequired[str | None]
    motivo: NotRequired[Literal["divorcio", "separacion", "fallecimiento", "no_depende"] | None]
    fecha: NotRequired[str | None]
    prueba: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]
    estudia_hasta: NotRequired[str | None]
    constancia: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]
    nuevo_ciclo: NotRequired[str | None]
    constancia_nueva: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]
    dictamen: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]
    dictamen_nuevo: NotRequired[list[RespuestasRegistroBeneficiariosFileRef]]


class RespuestasRegistroBeneficiariosFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasRegistroClabe(TypedDict):
    """One account, of the person's own."""

    clabe: str
    titular: Literal["si"]
    estado_de_cuenta: NotRequired[list[RespuestasRegistroClabeFileRef]]


class RespuestasRegistroClabeFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasRegistroHogar(TypedDict):
    """Short enough for a telephone; the address is filled in from the register where it has one."""

    persona: RespuestasRegistroHogarWorker
    desde: NotRequired[str]
    dias: str
    salario: str
    cubre: NotRequired[Literal["1", "2", "6", "12"]]
    domicilio: RespuestasRegistroHogarAddress


class RespuestasRegistroHogarAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasRegistroHogarWorker(TypedDict):
    """The two numbers that name a worker, on one page: one alone is easily mistyped into somebody else's."""

    nss: str
    curp: str


class RespuestasRegistroPatronal(TypedDict):
    """The name and the RFC are not asked: whoever signs brings them in their certificate."""

    tipo: Literal["fisica", "moral"]
    nombre_comercial: NotRequired[str | None]
    correo: str
    desde: NotRequired[str]
    domicilio: RespuestasRegistroPatronalAddress
    entre_calles: NotRequired[str | None]
    mismo_lugar: bool
    centro: NotRequired[RespuestasRegistroPatronalAddress | None]
    modalidad: NotRequired[Literal["10", "13"]]
    actividad: str
    fraccion: NotRequired[str | None]
    clase: Literal["I", "II", "III", "IV", "V"]
    escritura: NotRequired[str | None]
    acta: NotRequired[list[RespuestasRegistroPatronalFileRef]]
    comprobante: NotRequired[list[RespuestasRegistroPatronalFileRef]]


class RespuestasRegistroPatronalAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasRegistroPatronalFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasRepresentanteLegal(TypedDict):
    """What the deed says, and the deed itself."""

    rfc: str
    razon_social: str
    escritura: str
    notaria: str
    fecha: str
    documento: NotRequired[list[RespuestasRepresentanteLegalFileRef]]


class RespuestasRepresentanteLegalFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasSeguroSaludFamilia(TypedDict):
    """A family, for a year."""

    miembros: list[RespuestasSeguroSaludFamiliaMiembro]
    domicilio: RespuestasSeguroSaludFamiliaAddress
    padecimientos: Literal["no", "si"]
    cuales: NotRequired[str | None]
    documentos: NotRequired[list[RespuestasSeguroSaludFamiliaFileRef]]


class RespuestasSeguroSaludFamiliaAddress(TypedDict):
    """Where somebody lives or works."""

    codigo_postal: str
    entidad: Literal[
        "Aguascalientes",
        "Baja California",
        "Baja California Sur",
        "Campeche",
        "Coahuila de Zaragoza",
        "Colima",
        "Chiapas",
        "Chihuahua",
        "Ciudad de México",
        "Durango",
        "Guanajuato",
        "Guerrero",
        "Hidalgo",
        "Jalisco",
        "México",
        "Michoacán",
        "Morelos",
        "Nayarit",
        "Nuevo León",
        "Oaxaca",
        "Puebla",
        "Querétaro",
        "Quintana Roo",
        "San Luis Potosí",
        "Sinaloa",
        "Sonora",
        "Tabasco",
        "Tamaulipas",
        "Tlaxcala",
        "Veracruz",
        "Yucatán",
        "Zacatecas",
    ]
    municipio: str
    colonia: str
    calle: str
    numero_exterior: str
    numero_interior: NotRequired[str | None]


class RespuestasSeguroSaludFamiliaFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class RespuestasSeguroSaludFamiliaMiembro(TypedDict):
    """One person covered; their age is of their CURP."""

    curp: str
    parentesco: Literal["titular", "conyuge", "hijo", "ascendiente", "otro"]


class RespuestasTarjetaDigital(TypedDict):
    """CURP and NSS are of whoever signed; the e-mail is the one their account confirmed. Nothing is asked twice."""

    fotografia: NotRequired[list[RespuestasTarjetaDigitalFileRef]]


class RespuestasTarjetaDigitalFileRef(TypedDict):
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


class Solicitud(TypedDict):
    """Un borrador: lo contestado hasta ahora, y lo que falta corregir antes de firmar."""

    id: str
    tramite: str
    titulo: str
    actua_por: str
    abierta: str
    guardada: str
    respuestas: dict[str, Any]
    por_corregir: list[Campo]


class SolicitudResumen(TypedDict):
    """Un borrador de la lista."""

    id: str
    tramite: str
    titulo: str
    actua_por: str
    abierta: str
    guardada: str


class Suceso(TypedDict):
    """Algo que pasó en un expediente."""

    cuando: str
    tipo: str
    texto: str


class Tramite(TypedDict):
    """Un trámite con el esquema JSON de lo que pregunta."""

    clave: str
    titulo: str
    obtiene: str
    fundamento: list[str]
    solicitud: dict[str, Any]


class TramiteResumen(TypedDict):
    """Un trámite del catálogo."""

    clave: str
    titulo: str
    obtiene: str
    fundamento: list[str]


class Tramites(TypedDict):
    """El catálogo."""

    tramites: list[TramiteResumen]


class Vigencia(TypedDict):
    """Si la persona tiene derecho a la atención médica hoy. Nunca dice quién es ni dónde trabaja."""

    vigente: bool
    al: str
    hasta: str | None
    motivo: str
    umf: str
    delegacion: str
    agregado: str


class Yo(TypedDict):
    """Quién hace la petición, por quién, y qué puede hacer (una sesión, todo)."""

    nombre: str
    curp: str
    actua_por: str
    actua_por_rfc: str
    con: Literal["sesion", "llave"]
    alcances: list[str]


class Api(Transport):
    """Every operation of the API."""

    def descripcion(self, *, if_none_match: str | None = None) -> Answer[dict[str, Any]]:
        """Esta descripción."""
        return self.ask("GET", "/api/v1/openapi.json", 200, headers={"If-None-Match": if_none_match})

    def problemas(self, *, if_none_match: str | None = None) -> Answer[Problemas]:
        """Los códigos de problema."""
        return self.ask("GET", "/api/v1/problemas", 200, headers={"If-None-Match": if_none_match})

    def problema(self, code: str, *, if_none_match: str | None = None) -> Answer[ClaseDeProblema]:
        """Un código de problema."""
        return self.ask("GET", f"/api/v1/problemas/{self.segment(code)}", 200, headers={"If-None-Match": if_none_match})

    def yo(self, *, if_none_match: str | None = None) -> Answer[Yo]:
        """Quién soy y qué puedo hacer."""
        return self.ask("GET", "/api/v1/yo", 200, headers={"If-None-Match": if_none_match})

    def tramites(self, *, if_none_match: str | None = None) -> Answer[Tramites]:
        """El catálogo."""
        return self.ask("GET", "/api/v1/tramites", 200, headers={"If-None-Match": if_none_match})

    def tramite(self, key: str, *, if_none_match: str | None = None) -> Answer[Tramite]:
        """Un trámite y lo que pregunta."""
        return self.ask("GET", f"/api/v1/tramites/{self.segment(key)}", 200, headers={"If-None-Match": if_none_match})

    def cuotas(
        self,
        *,
        sbc: str,
        desde: str,
        hasta: str | None = None,
        prima: str,
        salario_diario: str | None = None,
        zona: Literal["general", "zlfn"] | None = None,
        pensionado: Literal["no", "cesantia_vejez", "invalidez", "rt"] | None = None,
        jornada: Literal["completa", "reducida", "semana_reducida"] | None = None,
        modalidad: str | None = None,
        perfil: Literal["corte", "emision", "sua"] | None = None,
        if_none_match: str | None = None,
    ) -> Answer[Cuotas]:
        """Lo que se debe por una persona, y por qué."""
        return self.ask(
            "GET",
            "/api/v1/cuotas",
            200,
            query={
                "sbc": sbc,
                "desde": desde,
                "hasta": hasta,
                "prima": prima,
                "salario_diario": salario_diario,
                "zona": zona,
                "pensionado": pensionado,
                "jornada": jornada,
                "modalidad": modalidad,
                "perfil": perfil,
            },
            headers={"If-None-Match": if_none_match},
        )

    def vigencia(self, cuerpo: ConsultaDeVigencia) -> Answer[Vigencia]:
        """Si una persona tiene derecho a la atención médica hoy."""
        return self.ask("POST", "/api/v1/vigencia", 200, cuerpo=cuerpo)

    def preparar_aclaracion(
        self, cuerpo: RespuestasAclaracion, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Aclaración de movimientos."""
        return self.ask(
            "POST",
            "/api/v1/tramites/aclaracion/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_actualizacion_curp(
        self, cuerpo: RespuestasActualizacionCurp, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Actualizar su CURP."""
        return self.ask(
            "POST",
            "/api/v1/tramites/actualizacion_curp/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_actualizacion_datos(
        self, cuerpo: RespuestasActualizacionDatos, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Actualizar sus datos personales."""
        return self.ask(
            "POST",
            "/api/v1/tramites/actualizacion_datos/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_alta_umf(self, cuerpo: RespuestasAltaUmf, *, idempotency_key: str | None = None) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Registrarse en su clínica (UMF)."""
        return self.ask(
            "POST",
            "/api/v1/tramites/alta_umf/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_asignacion_nss(
        self, cuerpo: RespuestasAsignacionNss, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Asignación de su Número de Seguridad Social (NSS)."""
        return self.ask(
            "POST",
            "/api/v1/tramites/asignacion_nss/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_autorizacion(
        self, cuerpo: RespuestasAutorizacion, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Autorización para actuar por otra persona o empresa."""
        return self.ask(
            "POST",
            "/api/v1/tramites/autorizacion/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_baja_umf(self, cuerpo: RespuestasBajaUmf, *, idempotency_key: str | None = None) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Darse de baja de su clínica (UMF)."""
        return self.ask(
            "POST",
            "/api/v1/tramites/baja_umf/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_cambio_registro_patronal(
        self, cuerpo: RespuestasCambioRegistroPatronal, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Avisar un cambio de su registro patronal."""
        return self.ask(
            "POST",
            "/api/v1/tramites/cambio_registro_patronal/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_cambio_umf(
        self, cuerpo: RespuestasCambioUmf, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Cambiar de clínica, consultorio o turno."""
        return self.ask(
            "POST",
            "/api/v1/tramites/cambio_umf/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_conservacion_derechos(
        self, cuerpo: RespuestasConservacionDerechos, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Conservación de derechos."""
        return self.ask(
            "POST",
            "/api/v1/tramites/conservacion_derechos/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_constancia_perdida(
        self, cuerpo: RespuestasConstanciaPerdida, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Constancia de semanas o dinero que le pueden faltar."""
        return self.ask(
            "POST",
            "/api/v1/tramites/constancia_perdida/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_constancia_semanas(
        self, cuerpo: RespuestasConstanciaSemanas, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Constancia de semanas cotizadas."""
        return self.ask(
            "POST",
            "/api/v1/tramites/constancia_semanas/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_constancia_vigencia(
        self, cuerpo: RespuestasConstanciaVigencia, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Constancia de vigencia de derechos."""
        return self.ask(
            "POST",
            "/api/v1/tramites/constancia_vigencia/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_consulta(self, cuerpo: RespuestasConsulta, *, idempotency_key: str | None = None) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Hacer una pregunta."""
        return self.ask(
            "POST",
            "/api/v1/tramites/consulta/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_consulta_incapacidades(
        self, cuerpo: RespuestasConsultaIncapacidades, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Consulta de incapacidades."""
        return self.ask(
            "POST",
            "/api/v1/tramites/consulta_incapacidades/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_consulta_pensionado(
        self, cuerpo: RespuestasConsultaPensionado, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Recibos y constancia de pensión."""
        return self.ask(
            "POST",
            "/api/v1/tramites/consulta_pensionado/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_correccion_datos(
        self, cuerpo: RespuestasCorreccionDatos, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Corregir su nombre, nacimiento o sexo."""
        return self.ask(
            "POST",
            "/api/v1/tramites/correccion_datos/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_derechos_arco(
        self, cuerpo: RespuestasDerechosArco, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Ver, corregir o borrar sus datos."""
        return self.ask(
            "POST",
            "/api/v1/tramites/derechos_arco/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_localizacion_nss(
        self, cuerpo: RespuestasLocalizacionNss, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Localización de su Número de Seguridad Social (NSS)."""
        return self.ask(
            "POST",
            "/api/v1/tramites/localizacion_nss/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_movimiento_alta(
        self, cuerpo: RespuestasMovimientoAlta, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Alta de una persona trabajadora."""
        return self.ask(
            "POST",
            "/api/v1/tramites/movimiento_alta/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_movimiento_baja(
        self, cuerpo: RespuestasMovimientoBaja, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Baja de una persona trabajadora."""
        return self.ask(
            "POST",
            "/api/v1/tramites/movimiento_baja/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_movimiento_correccion(
        self, cuerpo: RespuestasMovimientoCorreccion, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Corregir un aviso de una persona trabajadora."""
        return self.ask(
            "POST",
            "/api/v1/tramites/movimiento_correccion/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_movimiento_modificacion(
        self, cuerpo: RespuestasMovimientoModificacion, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Cambio de salario de una persona trabajadora."""
        return self.ask(
            "POST",
            "/api/v1/tramites/movimiento_modificacion/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_registro_beneficiarios(
        self, cuerpo: RespuestasRegistroBeneficiarios, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Registrar a su familia como beneficiaria."""
        return self.ask(
            "POST",
            "/api/v1/tramites/registro_beneficiarios/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_registro_clabe(
        self, cuerpo: RespuestasRegistroClabe, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Registrar su cuenta bancaria."""
        return self.ask(
            "POST",
            "/api/v1/tramites/registro_clabe/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_registro_hogar(
        self, cuerpo: RespuestasRegistroHogar, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Registrar a quien trabaja en su casa."""
        return self.ask(
            "POST",
            "/api/v1/tramites/registro_hogar/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_registro_patronal(
        self, cuerpo: RespuestasRegistroPatronal, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Registrarse como empleador."""
        return self.ask(
            "POST",
            "/api/v1/tramites/registro_patronal/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_representante_legal(
        self, cuerpo: RespuestasRepresentanteLegal, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Representar a una empresa con su escritura."""
        return self.ask(
            "POST",
            "/api/v1/tramites/representante_legal/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_seguro_salud_familia(
        self, cuerpo: RespuestasSeguroSaludFamilia, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Seguro de Salud para la Familia."""
        return self.ask(
            "POST",
            "/api/v1/tramites/seguro_salud_familia/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def preparar_tarjeta_digital(
        self, cuerpo: RespuestasTarjetaDigital, *, idempotency_key: str | None = None
    ) -> Answer[PorFirmar]:
        """Contestar todo y recibir lo que se firma: Tarjeta digital."""
        return self.ask(
            "POST",
            "/api/v1/tramites/tarjeta_digital/solicitudes",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def solicitudes(
        self, *, limite: int | None = None, cursor: str | None = None, if_none_match: str | None = None
    ) -> Answer[PaginaSolicitudes]:
        """Los borradores."""
        return self.ask(
            "GET",
            "/api/v1/solicitudes",
            200,
            query={"limite": limite, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )

    def empezar(self, cuerpo: NuevaSolicitud, *, idempotency_key: str | None = None) -> Answer[Solicitud]:
        """Empezar un borrador, o seguir con el que se dejó."""
        return self.ask("POST", "/api/v1/solicitudes", 201, cuerpo=cuerpo, headers={"Idempotency-Key": idempotency_key})

    def solicitud(self, case_id: str, *, if_none_match: str | None = None) -> Answer[Solicitud]:
        """Un borrador."""
        return self.ask(
            "GET", f"/api/v1/solicitudes/{self.segment(case_id)}", 200, headers={"If-None-Match": if_none_match}
        )

    def contestar(self, case_id: str, cuerpo: dict[str, Any], *, if_match: str) -> Answer[Solicitud]:
        """Guardar algunas respuestas de un borrador."""
        return self.ask(
            "PATCH", f"/api/v1/solicitudes/{self.segment(case_id)}", 200, cuerpo=cuerpo, headers={"If-Match": if_match}
        )

    def descartar(self, case_id: str, *, if_match: str) -> Answer[None]:
        """Borrar un borrador."""
        return self.ask_nothing(
            "DELETE", f"/api/v1/solicitudes/{self.segment(case_id)}", 204, headers={"If-Match": if_match}
        )

    def por_firmar(self, case_id: str, *, idempotency_key: str | None = None) -> Answer[PorFirmar]:
        """Recibir lo que se firma para enviar un borrador."""
        return self.ask(
            "POST",
            f"/api/v1/solicitudes/{self.segment(case_id)}/por-firmar",
            201,
            headers={"Idempotency-Key": idempotency_key},
        )

    def firmar(self, case_id: str, cuerpo: Firma, *, idempotency_key: str | None = None) -> Answer[Expediente]:
        """Enviar con la firma."""
        return self.ask(
            "POST",
            f"/api/v1/solicitudes/{self.segment(case_id)}/firma",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def archivos(self, case_id: str, *, if_none_match: str | None = None) -> Answer[Archivos]:
        """Los archivos de un borrador, y los que admite."""
        return self.ask(
            "GET",
            f"/api/v1/solicitudes/{self.segment(case_id)}/archivos",
            200,
            headers={"If-None-Match": if_none_match},
        )

    def adjuntar(
        self, case_id: str, cuerpo: bytes, *, campo: str, nombre: str | None = None, idempotency_key: str | None = None
    ) -> Answer[Archivo]:
        """Adjuntar un archivo a una pregunta."""
        return self.ask(
            "POST",
            f"/api/v1/solicitudes/{self.segment(case_id)}/archivos",
            201,
            cuerpo=cuerpo,
            query={"campo": campo, "nombre": nombre},
            headers={"Idempotency-Key": idempotency_key},
        )

    def quitar_archivo(self, case_id: str, attachment: str) -> Answer[None]:
        """Quitar un archivo de un borrador."""
        return self.ask_nothing(
            "DELETE", f"/api/v1/solicitudes/{self.segment(case_id)}/archivos/{self.segment(attachment)}", 204
        )

    def expedientes(
        self, *, limite: int | None = None, cursor: str | None = None, if_none_match: str | None = None
    ) -> Answer[PaginaExpedientes]:
        """Lo presentado."""
        return self.ask(
            "GET",
            "/api/v1/expedientes",
            200,
            query={"limite": limite, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )

    def expediente(self, folio: str, *, if_none_match: str | None = None) -> Answer[ExpedienteCompleto]:
        """Un expediente."""
        return self.ask(
            "GET", f"/api/v1/expedientes/{self.segment(folio)}", 200, headers={"If-None-Match": if_none_match}
        )

    def desistir(self, folio: str, *, idempotency_key: str | None = None) -> Answer[Expediente]:
        """Retirar un trámite que no se ha resuelto."""
        return self.ask(
            "POST",
            f"/api/v1/expedientes/{self.segment(folio)}/desistimiento",
            200,
            headers={"Idempotency-Key": idempotency_key},
        )

    def historia(self, folio: str, *, if_none_match: str | None = None) -> Answer[Historia]:
        """Lo que pasó en un expediente."""
        return self.ask(
            "GET", f"/api/v1/expedientes/{self.segment(folio)}/historia", 200, headers={"If-None-Match": if_none_match}
        )

    def documentos_de(self, folio: str, *, if_none_match: str | None = None) -> Answer[Documentos]:
        """Los documentos de un expediente."""
        return self.ask(
            "GET",
            f"/api/v1/expedientes/{self.segment(folio)}/documentos",
            200,
            headers={"If-None-Match": if_none_match},
        )

    def por_responder(
        self, *, limite: int | None = None, cursor: str | None = None, if_none_match: str | None = None
    ) -> Answer[PaginaRespuestas]:
        """Lo que se le pide contestar."""
        return self.ask(
            "GET",
            "/api/v1/respuestas",
            200,
            query={"limite": limite, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )

    def respuesta(self, ask_id: str, *, if_none_match: str | None = None) -> Answer[Respuesta]:
        """Algo que se le pide contestar."""
        return self.ask(
            "GET", f"/api/v1/respuestas/{self.segment(ask_id)}", 200, headers={"If-None-Match": if_none_match}
        )

    def responder(self, ask_id: str, cuerpo: dict[str, Any], *, if_match: str) -> Answer[Respuesta]:
        """Guardar lo que se contesta, sin enviarlo."""
        return self.ask(
            "PATCH", f"/api/v1/respuestas/{self.segment(ask_id)}", 200, cuerpo=cuerpo, headers={"If-Match": if_match}
        )

    def respuesta_por_firmar(self, ask_id: str, *, idempotency_key: str | None = None) -> Answer[PorFirmar]:
        """Recibir lo que se firma para enviar una respuesta."""
        return self.ask(
            "POST",
            f"/api/v1/respuestas/{self.segment(ask_id)}/por-firmar",
            201,
            headers={"Idempotency-Key": idempotency_key},
        )

    def firmar_respuesta(self, ask_id: str, cuerpo: Firma, *, idempotency_key: str | None = None) -> Answer[Respuesta]:
        """Enviar una respuesta con la firma."""
        return self.ask(
            "POST",
            f"/api/v1/respuestas/{self.segment(ask_id)}/firma",
            201,
            cuerpo=cuerpo,
            headers={"Idempotency-Key": idempotency_key},
        )

    def buzon(
        self, *, limite: int | None = None, cursor: str | None = None, if_none_match: str | None = None
    ) -> Answer[PaginaAvisos]:
        """Los avisos del buzón."""
        return self.ask(
            "GET",
            "/api/v1/buzon",
            200,
            query={"limite": limite, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )

    def documentos(
        self, *, limite: int | None = None, cursor: str | None = None, if_none_match: str | None = None
    ) -> Answer[PaginaDocumentos]:
        """Los documentos."""
        return self.ask(
            "GET",
            "/api/v1/documentos",
            200,
            query={"limite": limite, "cursor": cursor},
            headers={"If-None-Match": if_none_match},
        )

    def documento(self, folio: str, *, if_none_match: str | None = None) -> Answer[Documento]:
        """Un documento."""
        return self.ask(
            "GET", f"/api/v1/documentos/{self.segment(folio)}", 200, headers={"If-None-Match": if_none_match}
        )

    def documento_pdf(self, folio: str, *, if_none_match: str | None = None) -> Answer[bytes]:
        """El archivo sellado de un documento."""
        return self.ask_bytes(
            "GET", f"/api/v1/documentos/{self.segment(folio)}/pdf", 200, headers={"If-None-Match": if_none_match}
        )

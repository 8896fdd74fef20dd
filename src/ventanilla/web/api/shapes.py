"""What the API answers, as it is written and as the OpenAPI says it: one definition for both."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

Estado = Literal[
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


class Shape(BaseModel):
    """Nothing more than what is declared is ever answered."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class TramiteResumen(Shape):
    """Un trámite del catálogo."""

    clave: str
    titulo: str
    obtiene: str
    fundamento: list[str]


class Tramite(TramiteResumen):
    """Un trámite con el esquema JSON de lo que pregunta."""

    solicitud: dict[str, Any]


class Tramites(Shape):
    """El catálogo."""

    tramites: list[TramiteResumen]


class Campo(Shape):
    """Un dato por corregir: su nombre, con puntos si está dentro de otro, y por qué."""

    campo: str
    codigo: str
    detalle: str


class SolicitudResumen(Shape):
    """Un borrador de la lista."""

    id: UUID
    tramite: str
    titulo: str
    actua_por: str
    abierta: datetime
    guardada: datetime


class Solicitud(SolicitudResumen):
    """Un borrador: lo contestado hasta ahora, y lo que falta corregir antes de firmar."""

    respuestas: dict[str, Any]
    por_corregir: list[Campo]


class PreguntaDeArchivos(Shape):
    """Una pregunta que se contesta con archivos, y lo que admite; ``tipos`` son pdf, jpg, png o xml."""

    campo: str
    tipos: list[str]
    minimo: int
    maximo: int
    en_palabras: list[str]


class Archivo(Shape):
    """Un archivo adjunto, ya limpio. ``tipo`` es el de su contenido; ``antivirus``: si alguno lo revisó."""

    id: UUID
    campo: str
    nombre: str
    tipo: str
    bytes: int
    paginas: int
    sha256: str = Field(pattern="^[0-9a-f]{64}$")
    antivirus: bool
    adjuntado: datetime


class Archivos(Shape):
    """Los archivos de un borrador, y cuántos admite: cada pregunta, y el borrador en total."""

    preguntas: list[PreguntaDeArchivos]
    maximo_archivos: int
    maximo_bytes: int
    maximo_bytes_de_uno: int
    archivos: list[Archivo]


class PrevioFila(Shape):
    """Algo que cambia, en palabras."""

    concepto: str
    antes: str
    despues: str


class Previo(Shape):
    """Lo que pasaría con los datos de hoy. ``alerta``: algo es tardío, cuesta o se negaría. ``detalle`` desglosa."""

    dice: list[str]
    filas: list[PrevioFila]
    detalle: list[PrevioFila]
    alerta: bool
    se_negaria: list[str]
    se_revisaria: list[str]


class PorFirmar(Shape):
    """Lo que se firma (sus bytes canónicos, CAdES), la huella de su contenido y lo que pasaría. Sirve dos minutos.

    Lo que pasaría es también parte de lo que se firma: si cambia antes de enviarse, no se envía.
    """

    id: UUID
    por_firmar: dict[str, Any]
    contenido: str = Field(pattern="^[0-9a-f]{64}$")
    previo: Previo | None = None


class Expediente(Shape):
    """Un trámite presentado."""

    id: UUID
    tramite: str
    titulo: str
    estado: Estado
    estado_en_palabras: str
    folio: str
    actua_por: str
    recibido: datetime
    prometido: date | None
    resuelto: datetime | None


class ExpedienteCompleto(Expediente):
    """Un trámite presentado, con lo que se pidió y por qué se resolvió así.

    ``por_contestar`` es lo que espera de quien lo presentó, si espera algo.
    """

    preguntas: list[Pregunta]
    motivos: list[str]
    fundamento: list[str]
    por_contestar: UUID | None


class Pregunta(Shape):
    """Una pregunta y su respuesta, en las palabras que se firmaron."""

    pregunta: str
    respuesta: str


class Suceso(Shape):
    """Algo que pasó en un expediente."""

    cuando: datetime
    tipo: str
    texto: str


class Historia(Shape):
    """Lo que pasó en un expediente, lo último primero."""

    sucesos: list[Suceso]


class RespuestaResumen(Shape):
    """Algo que se pide contestar. ``expediente`` es el propio, o null si es de otra persona.

    ``pide_a`` es «tramite» cuando se contesta presentando otra solicitud, que ya está escrita en ``respuestas``.
    """

    id: UUID
    titulo: str
    pide_a: Literal["persona", "patron", "tramite"]
    expediente: UUID | None
    estado: Literal["abierta", "contestada", "vencida", "retirada"]
    hasta: date
    pedida: datetime
    contestada: datetime | None


class Respuesta(RespuestaResumen):
    """Lo que se pide contestar: qué se dice antes, el esquema JSON de lo que pregunta y lo contestado hasta ahora."""

    motivo: str
    se_le_dice: list[Pregunta]
    solicitud: dict[str, Any]
    respuestas: dict[str, Any]
    por_corregir: list[Campo]


class PaginaRespuestas(Shape):
    """Una página de lo que se pide contestar; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[RespuestaResumen]
    siguiente: str | None


class Documento(Shape):
    """Un documento. ``listo``: su archivo sellado se puede descargar de ``pdf``."""

    folio: str
    titulo: str
    clase: str
    expediente: UUID
    emitido: datetime
    vence: date | None
    revocado: date | None
    reemplazado_por: str | None
    listo: bool
    bytes: int
    pdf: str


class Documentos(Shape):
    """Los documentos de un expediente."""

    documentos: list[Documento]


class PaginaSolicitudes(Shape):
    """Una página de borradores; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[SolicitudResumen]
    siguiente: str | None


class PaginaExpedientes(Shape):
    """Una página de expedientes; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[Expediente]
    siguiente: str | None


class PaginaDocumentos(Shape):
    """Una página de documentos; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[Documento]
    siguiente: str | None


class AvisoDelBuzon(Shape):
    """Un aviso del buzón. ``abierto``: cuándo lo abrió su titular; leerlo aquí no lo abre."""

    numero: int
    clase: str
    texto: str
    recibido: datetime
    abierto: datetime | None
    pagina: str


class PaginaAvisos(Shape):
    """Una página de avisos; ``siguiente`` es el cursor de la que sigue, o null."""

    elementos: list[AvisoDelBuzon]
    siguiente: str | None


class Yo(Shape):
    """Quién hace la petición, por quién, y qué puede hacer (una sesión, todo)."""

    nombre: str
    curp: str
    actua_por: str
    actua_por_rfc: str
    con: Literal["sesion", "llave"]
    alcances: list[str]


class LeidoDeLaLey(Shape):
    """Un valor de la ley, o la respuesta a una cuestión abierta (`politica/…`), y desde cuándo rige."""

    clave: str
    valor: str
    desde: date
    fundamento: str


class Explicacion(Shape):
    """Una cantidad y cómo se llegó a ella. Un importe o una tasa es un texto; lo que está vacío no se dice."""

    codigo: str
    titulo: str
    valor: str | int
    operacion: str = ""
    fundamento: list[str] = []
    usados: list[LeidoDeLaLey] = []
    partes: list[Explicacion] = []


class RamoDeCuotas(Shape):
    """Lo que toca a cada uno en un ramo, en pesos, y los días que se pagan; null si la ley no le pone cuota."""

    patron: str | None
    obrero: str | None
    dias: int


class Aviso(Shape):
    """Algo que se debe mirar antes de usar lo que se calculó."""

    codigo: str
    texto: str


class Cuotas(Shape):
    """Lo que se debe por una persona, en pesos: el total de cada uno, por ramo, y por qué."""

    patron: str
    obrero: str
    ramos: dict[str, RamoDeCuotas]
    advertencias: list[Aviso]
    supuesto: Aviso | None
    perfil: str
    explicacion: Explicacion


class ConsultaDeVigencia(Shape):
    """De quién se consulta: su Número de Seguridad Social (NSS) o su CURP, uno de los dos."""

    nss: str = ""
    curp: str = ""


class Vigencia(Shape):
    """Si la persona tiene derecho a la atención médica hoy. Nunca dice quién es ni dónde trabaja.

    «hasta» es el último día del derecho, null mientras nada lo termina; «motivo», el código de por qué. Lo que el
    registro no tiene va vacío. A quien el registro no conoce se le contesta con motivo SIN_REGISTRO.
    """

    vigente: bool
    al: date
    hasta: date | None
    motivo: str
    umf: str
    delegacion: str
    agregado: str


class ClaseDeProblema(Shape):
    """Un código de problema y lo que significa."""

    codigo: str
    estado: int
    titulo: str


class Problemas(Shape):
    """Todos los códigos de problema."""

    problemas: list[ClaseDeProblema]


class Problema(Shape):
    """Por qué no se pudo (RFC 9457). Un programa decide por ``codigo``, nunca por las palabras."""

    type: str
    title: str
    status: int
    codigo: str
    referencia: str
    detail: str | None = None
    campos: list[Campo] | None = None
    caso: Expediente | None = None


class NuevaSolicitud(Shape):
    """Empezar un borrador, o seguir con el que se dejó."""

    tramite: str = Field(pattern="^[a-z0-9_]{1,60}$")


class Firma(Shape):
    """La firma de lo que se pidió firmar: certificado y CAdES en base64, el reto y la huella del contenido."""

    certificado: str
    firma: str
    nonce: str
    contenido: str


ExpedienteCompleto.model_rebuild()

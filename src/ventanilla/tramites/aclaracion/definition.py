"""The aclaración de movimientos, as the catalogue shows it (catalogue of trámites, section 17)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Eligible, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .evidence import in_words
from .facts import about, facts, options
from .form import Solicitud

TRAMITE = Tramite(
    key="aclaracion",
    title="Aclaración de movimientos",
    obtains="Una resolución sellada, con sus motivos, sobre un aviso de su empleador que no es correcto.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.aclaracion_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "mi patrón me dio de baja",
        "mi salario está mal",
        "me registraron con menos salario",
        "no me han dado de alta",
        "me faltan semanas",
        "me corrieron",
        "aclaración",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    eligibility=(
        Eligible(
            "que",
            "¿Qué no es correcto?",
            {
                "aviso": "Un alta, una baja o un salario, o falta un empleo",
                "persona": "El nombre, la CURP u otro dato personal",
                "ver": "No lo sé: primero quiero ver qué está registrado",
            },
            {
                "persona": Stop(
                    Text("ACLARACION_NO_DATOS", "Un dato personal no lo responde un empleador: se corrige aparte."),
                    "/tramites/actualizacion_datos",
                    "Actualizar sus datos personales",
                ),
                "ver": Stop(
                    Text("ACLARACION_VER", "La constancia detallada muestra cada alta, baja y salario registrado."),
                    "/tramites/constancia_semanas",
                    "Constancia de semanas cotizadas",
                ),
            },
        ),
    ),
    options=options,
    about=about,
    named=("movimiento", "empleador", "desde"),
    needs=(
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
        "Lo que demuestre lo correcto: recibos de nómina, contrato o depósitos.",
    ),
)

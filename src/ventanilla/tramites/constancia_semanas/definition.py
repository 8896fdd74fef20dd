"""The constancia de semanas cotizadas, as the catalogue shows it (catalogue of trámites, section 4)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, Stop, Text, Tramite

from .decision import decide, effects
from .facts import facts
from .form import Solicitud

TRAMITE = Tramite(
    key="constancia_semanas",
    title="Constancia de semanas cotizadas",
    obtains="Un documento sellado con las semanas que usted ha cotizado y con quién.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=("RACERF", "formato IMSS-02-025"),
    phrases=(
        "semanas cotizadas",
        "cuántas semanas tengo",
        "mis semanas",
        "hoja de semanas",
        "reporte de semanas",
        "historial laboral",
        "para mi pensión",
        "cuánto he cotizado",
        "dónde he trabajado",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    eligibility=(
        Eligible(
            "busca",
            "¿Qué necesita?",
            {
                "semanas": "Saber cuántas semanas tengo, o comprobarlo",
                "atencion": "Saber si tengo derecho a atención médica",
                "faltan": "Que se corrija un empleo o un salario",
            },
            {
                "atencion": Stop(
                    Text("SEMANAS_NO_VIGENCIA", "Las semanas no dicen si hoy tiene derecho a atención médica."),
                    "/tramites/constancia_vigencia",
                    "Constancia de vigencia de derechos",
                ),
                "faltan": Stop(
                    Text("SEMANAS_NO_CORRIGE", "Esta constancia dice lo que está registrado, y no lo cambia."),
                    "/tramites/aclaracion",
                    "Aclaración de movimientos",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

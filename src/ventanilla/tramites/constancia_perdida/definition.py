"""The statement of a loss, as the catalogue shows it (catalogue of trámites, section 17: what a dispute stands on)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, Stop, Text, Tramite

from .decision import CITE, decide, effects
from .facts import facts, options
from .form import Solicitud

TRAMITE = Tramite(
    key="constancia_perdida",
    title="Constancia de semanas o dinero que le pueden faltar",
    obtains="Una hoja sellada con las semanas, los pesos y el artículo, para llevarla a la defensoría o a un tribunal.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "constancia para demandar",
        "cuánto perdí",
        "llevar a profedet",
        "prueba para el tribunal laboral",
        "cuánto me deben de semanas",
        "cuánto dinero me falta en mi afore",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    eligibility=(
        Eligible(
            "busca",
            "¿Qué necesita?",
            {
                "cuanto": "Saber cuánto me falta, y llevarlo a otra autoridad",
                "corregir": "Que se corrija un empleo o un salario",
                "todo": "Ver todo lo que está registrado",
            },
            {
                "corregir": Stop(
                    Text("PERDIDA_NO_CORRIGE", "Esta constancia dice cuánto sería, y no cambia el registro."),
                    "/tramites/aclaracion",
                    "Aclaración de movimientos",
                ),
                "todo": Stop(
                    Text("PERDIDA_VER_TODO", "Cada alta, baja y salario está en la constancia detallada."),
                    "/tramites/constancia_semanas",
                    "Constancia de semanas cotizadas",
                ),
            },
        ),
    ),
    needs=(
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
        "Las fechas de lo que no cuadra. Si la oficina no lo encontró, también su salario.",
    ),
)

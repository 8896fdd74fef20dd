"""A worker's certificates of incapacity, as the catalogue shows them (catalogue of trámites, section 9)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="consulta_incapacidades",
    title="Consulta de incapacidades",
    obtains="Sus certificados de incapacidad: los días que se pagan, cuánto y cómo se calculó, y su pago.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "mis incapacidades",
        "cuándo me pagan la incapacidad",
        "cuánto me van a pagar de incapacidad",
        "no me han pagado mi incapacidad",
        "subsidio por enfermedad",
        "certificado de incapacidad",
        "estoy incapacitada",
        "me dieron incapacidad y no aparece",
        "pago de maternidad",
    ),
    life_events=(LifeEvent.SALUD,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    eligibility=(
        Eligible(
            "necesita",
            "¿Qué necesita?",
            {
                "ver": "Ver mis incapacidades, cuánto me pagan o cuándo",
                "falta": "Decir que una incapacidad no aparece",
                "certificado": "Que me den una incapacidad",
            },
            {
                "certificado": Stop(
                    Text(
                        "INCAPACIDAD_LA_DA_UN_MEDICO",
                        "La incapacidad la da el médico de su unidad, que debe verle. Aquí solo se consulta.",
                    ),
                    "/tramites/constancia_vigencia",
                    "Constancia de vigencia de derechos",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

"""Finding one's Número de Seguridad Social, as the catalogue shows it (catalogue of trámites, section 1)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects
from .facts import facts
from .form import Solicitud

TRAMITE = Tramite(
    key="localizacion_nss",
    title="Localización de su Número de Seguridad Social (NSS)",
    obtains="Un documento sellado con su nombre, su CURP y su número.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "no tengo número",
        "no sé mi número",
        "perdí mi número de seguro",
        "cuál es mi número de seguridad social",
        "mi número de seguridad social",
        "hoja rosa",
        "buscar mi NSS",
        "número de afiliación",
        "me piden mi número en el trabajo",
        "primer empleo",
    ),
    life_events=(LifeEvent.EMPLEO,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    eligibility=(
        Eligible(
            "tuvo",
            "¿Ya se le asignó un número alguna vez?",
            {
                "si": "Sí, pero no lo sé o lo perdí",
                "no_se": "No lo sé",
                "no": "No, nunca",
            },
            {
                "no": Stop(
                    Text(
                        "NSS_SIN_ASIGNAR",
                        "Aquí se busca un número que ya existe. El suyo se asigna en otro trámite, sin salir de casa.",
                    ),
                    "/tramites/asignacion_nss",
                    "Asignación del NSS",
                )
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

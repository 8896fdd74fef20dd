"""The family's health insurance, as the catalogue shows it."""

from ventanilla.kit import Assurance, Audience, Eligible, LifeEvent, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words, prefill
from .form import Solicitud

REVIEWED_WITHIN = 5  # working days of the doctor's review (P)

TRAMITE = Tramite(
    key="seguro_salud_familia",
    title="Seguro de Salud para la Familia",
    obtains="Un año de atención médica para su familia, y el contrato que lo dice.",
    for_whom=(Audience.PUBLICO, Audience.ASEGURADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(REVIEWED_WITHIN),
    cite=CITE,
    phrases=(
        "asegurar a mi familia",
        "pagar mi propio seguro",
        "no tengo seguro médico",
        "modalidad 33",
        "renovar mi seguro de salud",
        "seguro voluntario",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    prefill=prefill,
    life_events=(LifeEvent.SALUD, LifeEvent.FAMILIA),
    cost="Una cuota al año por persona, según su edad. Se paga antes de que empiece.",
    needs=(
        "La CURP de cada persona.",
        "Las actas que prueban el parentesco, y un comprobante de domicilio.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
    eligibility=(
        Eligible(
            "trabajo",
            "¿Alguien de su familia ya está asegurado por su trabajo?",
            {"no": "No, nadie", "si": "Sí"},
            {
                "si": Stop(
                    Text("FAMILIA_POR_TRABAJO", "Quien trabaja con seguro puede registrar a su familia sin pagar."),
                    "/tramites",
                    "Ver los trámites de la familia",
                )
            },
        ),
    ),
)

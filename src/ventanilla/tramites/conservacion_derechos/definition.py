"""What is kept after a baja, as the catalogue shows it (catalogue of trámites, section 3)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="conservacion_derechos",
    title="Conservación de derechos",
    obtains="Un documento sellado que dice hasta cuándo conserva atención médica y pensión si dejó de trabajar.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=("LSS 109", "LSS 150", "LSS 151", "LSS de 1973, 182"),
    phrases=(
        "hasta cuándo tengo seguro",
        "ya no trabajo",
        "me quedé sin trabajo",
        "conservar mis derechos",
        "periodo de conservación",
        "hasta cuándo puedo ir al doctor",
        "pierdo mi pensión si dejo de cotizar",
        "dejé de cotizar",
        "perdí mi empleo",
        "hasta cuándo me atienden sin trabajo",
        "cuánto dura el seguro al dejar de trabajar",
    ),
    life_events=(LifeEvent.EMPLEO, LifeEvent.PENSION),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    eligibility=(
        Eligible(
            "baja",
            "¿Está dada de baja la persona?",
            {
                "si": "Sí, ya no trabaja o ya no cotiza",
                "no": "No, trabaja y cotiza",
                "error": "Le dieron de baja y sigue trabajando",
            },
            {
                "no": Stop(
                    Text(
                        "CONSERVACION_ACTIVA",
                        "Mientras cotiza, ningún plazo corre. Su derecho lo dice otra constancia.",
                    ),
                    "/tramites/constancia_vigencia",
                    "Constancia de vigencia de derechos",
                ),
                "error": Stop(
                    Text("CONSERVACION_ERROR", "Una baja equivocada se corrige con una aclaración."),
                    "/tramites/aclaracion",
                    "Aclaración de movimientos",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

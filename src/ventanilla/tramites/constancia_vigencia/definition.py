"""The constancia de vigencia de derechos, as the catalogue shows it (catalogue of trámites, section 3)."""

from ventanilla.kit import Assurance, Audience, Immediate, LifeEvent, Tramite

from .decision import decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="constancia_vigencia",
    title="Constancia de vigencia de derechos",
    obtains="Un documento sellado que dice si usted y su familia tienen derecho a atención médica.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=("LSS 5-A", "LSS 84", "LSS 109"),
    phrases=(
        "estoy dado de alta",
        "tengo seguro",
        "me pueden atender",
        "vigencia",
        "hoja de vigencia",
        "derechohabiente",
        "me dieron de baja",
        "me corrieron",
    ),
    life_events=(LifeEvent.SALUD, LifeEvent.EMPLEO),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

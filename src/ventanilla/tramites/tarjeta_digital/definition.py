"""The digital card, as the catalogue shows it (catalogue of trámites, section 16)."""

from ventanilla.kit import Assurance, Audience, Immediate, LifeEvent, Tramite

from .decision import decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="tarjeta_digital",
    title="Tarjeta digital",
    obtains="Una tarjeta en su teléfono que muestra su derecho a la atención médica, y su PDF sellado.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=("LSS 5-A", "LSS 84", "LSS 109"),
    phrases=(
        "credencial",
        "tarjeta del Seguro",
        "carnet digital",
        "tarjeta en el celular",
        "código QR para la clínica",
        "credencial de mi hijo",
        "perdí mi carnet",
    ),
    life_events=(LifeEvent.SALUD,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    seen_at="/tarjeta/",
    without_efirma=True,
    needs=("Nada más que su cuenta. Si entró con su e.firma, firma con ella; si no, confirma que es usted.",),
    steps=(
        "Envíe la solicitud; con e.firma, fírmela. La respuesta es inmediata.",
        "Abra su tarjeta en «Su tarjeta» y, si el teléfono es solo suyo, guárdela para verla sin conexión.",
        "Se renueva sola cada vez que la abre con conexión. Si pierde el teléfono, bloquéela ahí mismo.",
    ),
)

"""What a pensioner consults, as the catalogue shows it (catalogue of trámites, section 18)."""

from ventanilla.kit import Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects
from .facts import facts, in_words, options
from .form import Solicitud

TRAMITE = Tramite(
    key="consulta_pensionado",
    title="Recibos y constancia de pensión",
    obtains="El recibo de un mes, una constancia de que recibe una pensión, o su calendario de pagos.",
    for_whom=(Audience.PENSIONADO,),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "recibo de pensión",
        "cuándo me depositan",
        "talón de pago",
        "constancia de pensionado",
        "calendario de pagos de pensión",
        "mi aguinaldo de pensionado",
        "por qué me descontaron de la pensión",
        "no me depositaron la pensión",
        "mi jubilación",
        "comprobante de pago de mi pensión",
    ),
    life_events=(LifeEvent.PENSION,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    in_words=in_words,
    eligibility=(
        Eligible(
            "pension",
            "¿Ya recibe una pensión?",
            {
                "si": "Sí, ya me la pagan",
                "no": "No, quiero saber cuántas semanas tengo",
            },
            {
                "no": Stop(
                    Text("PENSIONADO_AUN_NO", "Estos documentos son de quien ya recibe una pensión."),
                    "/tramites/constancia_semanas",
                    "Constancia de semanas cotizadas",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

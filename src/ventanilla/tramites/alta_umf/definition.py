"""Being registered in a clinic, as the catalogue shows it (catalogue of trámites, section 8)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Eligible, LifeEvent, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, options
from .form import Solicitud

TRAMITE = Tramite(
    key="alta_umf",
    title="Registrarse en su clínica (UMF)",
    obtains="Su Unidad de Medicina Familiar, consultorio y turno, en una cartilla digital.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.unidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "darme de alta en la clínica",
        "qué clínica me toca",
        "sacar mi carnet",
        "cartilla de salud",
        "alta en la UMF",
        "registrarme en medicina familiar",
    ),
    life_events=(LifeEvent.SALUD,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    in_words=in_words,
    preview=preview,
    eligibility=(
        Eligible(
            "tiene",
            "¿Ya le atienden en una clínica?",
            {"no": "No, o no lo sé", "si": "Sí, y quiero otra clínica, consultorio o turno"},
            {
                "si": Stop(
                    Text("UMF_PIDA_CAMBIO", "Cada persona tiene una clínica. La suya se cambia en otro trámite."),
                    "/tramites/cambio_umf",
                    "Cambiar de clínica",
                ),
            },
        ),
    ),
    needs=(
        "Su domicilio. Si se cambió de casa, un comprobante.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

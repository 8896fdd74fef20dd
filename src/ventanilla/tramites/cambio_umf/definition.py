"""Changing of clinic, as the catalogue shows it (catalogue of trámites, section 8)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, LifeEvent, Tramite, WorkingDays

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="cambio_umf",
    title="Cambiar de clínica, consultorio o turno",
    obtains="Su nueva clínica, consultorio o turno, en una cartilla digital.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.unidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "cambiar de clínica",
        "me mudé y la clínica me queda lejos",
        "cambio de UMF",
        "cambiar de turno en la clínica",
        "quiero otro médico familiar",
        "cambio de consultorio",
    ),
    life_events=(LifeEvent.SALUD,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    preview=preview,
    needs=(
        "Si se cambió de casa: su domicilio nuevo y un comprobante.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

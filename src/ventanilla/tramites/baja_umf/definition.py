"""Leaving a clinic, as the catalogue shows it (catalogue of trámites, section 8)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, LifeEvent, Tramite, WorkingDays

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="baja_umf",
    title="Darse de baja de su clínica (UMF)",
    obtains="La constancia de que ya no está registrado en su clínica.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.unidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "darme de baja de la clínica",
        "baja de la UMF",
        "ya no voy a esa clínica",
        "me atiendo en el ISSSTE",
        "salirme de la clínica",
        "quitar mi registro de la clínica",
    ),
    life_events=(LifeEvent.SALUD,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    preview=preview,
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

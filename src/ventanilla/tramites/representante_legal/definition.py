"""Representing a company by its deed, as the catalogue shows it (catalogue of trámites, section 34)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="representante_legal",
    title="Representar a una empresa con su escritura",
    obtains="Que la oficina lo reconozca como representante de la empresa, si su certificado no lo dice ya.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=WorkingDays(law.integer("expedientes.representante_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "soy el representante legal",
        "poder notarial",
        "escritura constitutiva",
        "apoderado",
        "la empresa no tiene e.firma",
        "cambiar de representante",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    needs=(
        "La escritura o el poder que lo nombra, completo y en PDF.",
        "El RFC de la empresa y su razón social.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

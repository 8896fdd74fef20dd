"""Registering who works in one's home, as the catalogue shows it."""

from ventanilla.domain.affiliation import NUMERACION
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, prefill
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The employer, and the numbering: the first time, their home is given a number."""
    return (actor.subject, NUMERACION)


TRAMITE = Tramite(
    key="registro_hogar",
    title="Registrar a quien trabaja en su casa",
    obtains="Un acuse sellado: la persona queda asegurada, y usted sabe desde cuándo y por cuántos días.",
    for_whom=(Audience.PATRON, Audience.PUBLICO),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "trabajadora del hogar",
        "empleada doméstica",
        "señora de la limpieza",
        "contraté a alguien para mi casa",
        "dar seguro a quien me ayuda en casa",
        "niñera",
        "jardinero",
        "chofer particular",
        "cuidadora",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    locks=locks,
    prefill=prefill,
    in_words=in_words,
    preview=preview,
    life_events=(LifeEvent.EMPLEO,),
    eligibility=(
        Eligible(
            "casa",
            "¿Contrata para su casa?",
            {"si": "Sí, trabaja en mi casa o para mi familia", "no": "No, es para un negocio"},
            {
                "no": Stop(
                    Text("HOGAR_NO_ES_CASA", "Quien trabaja en un negocio se registra con un registro patronal."),
                    "/tramites/registro_patronal",
                    "Registrarse como empleador",
                )
            },
        ),
    ),
    needs=(
        "El Número de Seguridad Social (NSS) y la CURP de la persona que trabaja en su casa.",
        "Cuántos días al mes trabaja, y cuánto le paga por día.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

"""Registering as an employer, as the catalogue shows it."""

from ventanilla import law
from ventanilla.domain.affiliation import NUMERACION
from ventanilla.domain.benefits import ley_desde
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Assurance, Audience, Eligible, LifeEvent, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, options, prefill
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The employer, and the numbering: no two are decided with the same number."""
    return (actor.subject, NUMERACION)


TRAMITE = Tramite(
    key="registro_patronal",
    title="Registrarse como empleador",
    obtains="Su registro patronal, con su clase y su prima, en una tarjeta de identificación sellada.",
    for_whom=(Audience.PATRON, Audience.PUBLICO),
    assurance=Assurance.N3,
    deadline=WorkingDays(law.integer("expedientes.registro_patronal_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "registro patronal",
        "alta patronal",
        "dar de alta mi empresa",
        "voy a contratar a alguien",
        "registrarme como patrón",
        "abrí un negocio",
        "tarjeta patronal",
        "dar seguro a mis empleados",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    locks=locks,
    options=options,
    prefill=prefill,
    in_words=in_words,
    preview=preview,
    life_events=(LifeEvent.EMPLEO,),
    eligibility=(
        Eligible(
            "lugar",
            "¿Para qué contrata?",
            {"negocio": "Para un negocio, una empresa o un oficio", "casa": "Para mi casa"},
            {
                "casa": Stop(
                    Text("CONTRATA_PARA_SU_CASA", "Quien trabaja en su casa se registra de otra forma, más sencilla."),
                    "/tramites/registro_hogar",
                    "Registrar a quien trabaja en su casa",
                )
            },
        ),
    ),
    needs=(
        "La e.firma de quien contrata: la suya, o la de la empresa.",
        "Un comprobante del domicilio donde se trabaja, en PDF o fotografía.",
        "Si es una empresa: su escritura, y el poder de quien la representa.",
    ),
)

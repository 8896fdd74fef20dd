"""Getting one's Número de Seguridad Social, as the catalogue shows it (catalogue of trámites, section 2)."""

from ventanilla.domain.affiliation import NUMERACION_NSS, PoblacionDe
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects
from .facts import facts, in_words, options
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The person, and the numbering: the decision prints the number, so two are never decided with the same one."""
    return (actor.subject, NUMERACION_NSS)


TRAMITE = Tramite(
    key="asignacion_nss",
    title="Asignación de su Número de Seguridad Social (NSS)",
    obtains="Su número, que es suyo para toda la vida, y un documento sellado que lo dice.",
    for_whom=(Audience.ASEGURADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "sacar mi número por primera vez",
        "tramitar NSS",
        "nunca he tenido número",
        "mi primer trabajo",
        "darme de alta en el seguro por mi cuenta",
        "me piden un número y no tengo ninguno",
        "preafiliación",
    ),
    life_events=(LifeEvent.EMPLEO,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    outside=(PoblacionDe,),
    locks=locks,
    in_words=in_words,
    eligibility=(
        Eligible(
            "tuvo",
            "¿Ya se le asignó un número alguna vez?",
            {
                "no": "No, nunca",
                "no_se": "No lo sé",
                "si": "Sí, pero no lo sé o lo perdí",
            },
            {
                "si": Stop(
                    Text("NSS_YA_TIENE", "El número es uno para toda la vida. El suyo se busca en otro trámite."),
                    "/tramites/localizacion_nss",
                    "Localización de su NSS",
                ),
            },
        ),
    ),
    needs=(
        "El código postal de su domicilio.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

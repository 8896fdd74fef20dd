"""The baja of a worker, as the catalogue shows it (catalogue of trámites, section 22)."""

from ventanilla.domain.affiliation import lock_of_curp, lock_of_nss
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Act, Actor, Assurance, Audience, Immediate, LifeEvent, Tramite

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, options
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The worker, by both numbers: two people who file the same one wait for each other."""
    return (lock_of_nss(solicitud.persona.nss), lock_of_curp(solicitud.persona.curp))


TRAMITE = Tramite(
    key="movimiento_baja",
    title="Baja de una persona trabajadora",
    obtains="Deja de tener a la persona como su trabajadora, se le avisa, y usted recibe la constancia.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "dar de baja a un trabajador",
        "baja de trabajador",
        "renunció un empleado",
        "despedí a un empleado",
        "ya no trabaja conmigo",
        "terminó el contrato",
        "baja extemporánea",
        "movimiento 02",
    ),
    life_events=(LifeEvent.EMPLEO,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    preview=preview,
    in_words=in_words,
    options=options,
    locks=locks,
    act=Act.SIGN_MOVEMENTS,
    several=True,
    registros=lambda solicitud: (solicitud.numero,),
    needs=(
        "El Número de Seguridad Social (NSS) y la CURP de la persona.",
        "El último día que trabajó, y por qué dejó de trabajar.",
        "La e.firma de su empresa, o la suya si tiene autorización: los archivos .cer y .key, y su contraseña.",
    ),
)

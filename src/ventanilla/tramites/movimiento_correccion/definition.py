"""The correction of a notice, as the catalogue shows it (catalogue of trámites, sections 20 to 22)."""

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
    key="movimiento_correccion",
    title="Corregir un aviso de una persona trabajadora",
    obtains="El aviso correcto cuenta en lugar del equivocado, se le avisa a la persona, y usted recibe la constancia.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "me equivoqué en la fecha de un alta",
        "corregir un movimiento",
        "presenté mal un salario",
        "cancelar una baja",
        "anular un alta",
        "la fecha de baja está mal",
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
    named=("registro", "persona.nss", "tipo", "registrada"),
    several=True,
    registros=lambda solicitud: (solicitud.numero,),
    needs=(
        "El Número de Seguridad Social (NSS) y la CURP de la persona.",
        "La constancia del aviso equivocado, o su fecha.",
        "La e.firma de su empresa, o la suya si tiene autorización: los archivos .cer y .key, y su contraseña.",
    ),
)

"""Registering and keeping one's beneficiaries, as the catalogue shows it (catalogue of trámites, section 6)."""

from ventanilla import law
from ventanilla.domain.affiliation import lock_of_curp
from ventanilla.domain.benefits import ley_desde
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Actor, Assurance, Audience, LifeEvent, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words, options, outside_of
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The holder, and whom the CURP is of: two holders who register one child wait for each other."""
    return (actor.subject, lock_of_curp(solicitud.de_quien))


TRAMITE = Tramite(
    key="registro_beneficiarios",
    title="Registrar a su familia como beneficiaria",
    obtains="Su lista de personas beneficiarias al día, con el derecho de cada una y hasta cuándo dura.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.beneficiarios_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "dar de alta a mi hijo",
        "registrar a mi esposa",
        "registrar a mi bebé",
        "agregar beneficiarios",
        "afiliar a mis papás",
        "constancia de estudios de mi hija",
        "dar de baja a mi esposo",
        "mi pareja y yo vivimos juntos",
        "divorcio",
        "mi niño no tiene seguro",
    ),
    life_events=(LifeEvent.FAMILIA,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    outside_of=outside_of,
    locks=locks,
    in_words=in_words,
    needs=(
        "La CURP de su familiar.",
        "El acta que prueba el parentesco, en PDF o fotografía.",
        "Si tiene de 16 a 24 años y estudia: su constancia de estudios del ciclo actual.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

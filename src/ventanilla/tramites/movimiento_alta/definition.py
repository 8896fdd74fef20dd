"""The alta of a worker, as the catalogue shows it (catalogue of trámites, section 20)."""

from ventanilla.domain.affiliation import lock_of_curp, lock_of_nss
from ventanilla.kernel.acts import SubjectId
from ventanilla.kit import Act, Actor, Assurance, Audience, Eligible, Immediate, LifeEvent, Stop, Text, Tramite

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, options
from .form import Solicitud


def locks(solicitud: Solicitud, actor: Actor) -> tuple[SubjectId, ...]:
    """The worker, by both numbers: two people who file the same one wait for each other."""
    return (lock_of_nss(solicitud.persona.nss), lock_of_curp(solicitud.persona.curp))


TRAMITE = Tramite(
    key="movimiento_alta",
    title="Alta de una persona trabajadora",
    obtains="La persona queda asegurada, se le avisa, y usted recibe la constancia.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "dar de alta a un trabajador",
        "registrar a un empleado",
        "alta de trabajador",
        "reingreso",
        "contraté a alguien",
        "afiliar a mi trabajador",
        "meter al Seguro a mi empleado",
        "movimiento 08",
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
    named=("registro", "persona.nss", "fecha"),
    several=True,
    registros=lambda solicitud: (solicitud.numero,),
    eligibility=(
        Eligible(
            "cuando",
            "¿Cuándo empieza a trabajar la persona?",
            {
                "ya": "Ya trabaja, o empieza hoy o mañana",
                "despues": "Empieza después de mañana",
                "sin_nss": "La persona no tiene Número de Seguridad Social (NSS)",
            },
            {
                "despues": Stop(
                    Text("ALTA_AUN_NO", "El alta se recibe desde un día antes de que empiece. Vuelva ese día."),
                ),
                "sin_nss": Stop(
                    Text(
                        "ALTA_SIN_NSS",
                        "El alta lleva el Número de Seguridad Social (NSS). La propia persona lo pide, y lo recibe "
                        "en línea.",
                    ),
                    "/tramites/asignacion_nss",
                    "Asignación del NSS",
                ),
            },
            cite=("RACERF 45",),
        ),
    ),
    needs=(
        "El Número de Seguridad Social (NSS) y la CURP de la persona: los dos, para no registrar a otra.",
        "La e.firma de su empresa, o la suya si tiene autorización: los archivos .cer y .key, y su contraseña.",
    ),
)

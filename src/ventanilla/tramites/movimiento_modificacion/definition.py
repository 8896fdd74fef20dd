"""The change of a wage, as the catalogue shows it (catalogue of trámites, section 21)."""

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
    key="movimiento_modificacion",
    title="Cambio de salario de una persona trabajadora",
    obtains="El nuevo salario queda registrado, se le avisa a la persona, y usted recibe la constancia.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "cambiar el salario de un trabajador",
        "aumento de sueldo",
        "modificación de salario",
        "subir el SDI",
        "salario variable del bimestre",
        "cambió el salario de mi empleado",
        "revisión del contrato colectivo",
        "movimiento 07",
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
    eligibility=(
        Eligible(
            "que",
            "¿Qué quiere hacer?",
            {
                "cambio": "Avisar que su salario cambió",
                "error": "Corregir un salario o una fecha que presenté mal",
            },
            {
                "error": Stop(
                    Text("MODIFICACION_NO_CORRIGE", "Un aviso equivocado no se cambia con otro salario: se corrige."),
                    "/tramites/movimiento_correccion",
                    "Corregir un aviso",
                ),
            },
        ),
    ),
    needs=(
        "El Número de Seguridad Social (NSS) y la CURP de la persona.",
        "Su salario diario y sus prestaciones, o el salario base de cotización (SBC).",
        "La e.firma de su empresa, o la suya si tiene autorización: los archivos .cer y .key, y su contraseña.",
    ),
)

"""Giving notice of a change of a registro patronal, as the catalogue shows it."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, LifeEvent, Tramite, WorkingDays

from .decision import CITE, decide, effects, preview
from .facts import facts, in_words, options, registros
from .form import Solicitud

TRAMITE = Tramite(
    key="cambio_registro_patronal",
    title="Avisar un cambio de su registro patronal",
    obtains="Su aviso anotado en el registro, y una constancia sellada de qué cambió y desde cuándo.",
    for_whom=(Audience.PATRON, Audience.PUBLICO),
    assurance=Assurance.N3,
    deadline=WorkingDays(law.integer("expedientes.cambio_registro_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "cambié de domicilio mi negocio",
        "cambió el nombre de la empresa",
        "cambio de actividad",
        "cambio de clase",
        "cerré mi negocio",
        "baja del registro patronal",
        "suspender actividades",
        "estamos en huelga",
        "volvimos a abrir",
        "compré un negocio",
        "sustitución patronal",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    registros=registros,
    in_words=in_words,
    preview=preview,
    life_events=(LifeEvent.EMPLEO,),
    needs=(
        "La e.firma de quien contrata: la suya, o la de la empresa.",
        "Si cambió de nombre o recibió el negocio de otro: la escritura o el contrato.",
    ),
)

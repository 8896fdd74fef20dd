"""A new CURP, as the catalogue shows it (catalogue of trámites, section 5)."""

from ventanilla import law
from ventanilla.domain.affiliation import PoblacionDe
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Eligible, LifeEvent, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words, options
from .form import Solicitud

TRAMITE = Tramite(
    key="actualizacion_curp",
    title="Actualizar su CURP",
    obtains="Su registro con la CURP nueva, y un acuse que dice cuál tenía y cuál tiene.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.datos_identidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "me cambiaron la CURP",
        "tengo una CURP nueva",
        "dos CURP",
        "corregí mi CURP en el registro civil",
        "mi CURP ya no es la misma",
        "actualizar CURP en el seguro",
        "CURP equivocada",
    ),
    life_events=(LifeEvent.DATOS,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    outside=(PoblacionDe,),
    in_words=in_words,
    eligibility=(
        Eligible(
            "renapo",
            "¿Ya cambió su CURP en el registro de población?",
            {
                "si": "Sí, ya tengo mi CURP nueva",
                "no": "No, todavía debo corregirla",
                "otro": "Lo que está mal es mi nombre, mi nacimiento o mi sexo",
            },
            {
                "no": Stop(
                    Text(
                        "CURP_PRIMERO_RENAPO",
                        "La CURP se corrige primero en el registro civil o en RENAPO. Aquí se copia lo que digan.",
                    ),
                    "/otras-instituciones",
                    "Otras instituciones",
                ),
                "otro": Stop(
                    Text("CURP_ES_OTRO_DATO", "Esos datos se corrigen en otro trámite."),
                    "/tramites/correccion_datos",
                    "Corregir su nombre, nacimiento o sexo",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

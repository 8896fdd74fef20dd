"""Name, birth and sex as the population registry says them (catalogue of trámites, section 5)."""

from ventanilla import law
from ventanilla.domain.affiliation import PoblacionDe
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Eligible, LifeEvent, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words, options
from .form import Solicitud

TRAMITE = Tramite(
    key="correccion_datos",
    title="Corregir su nombre, nacimiento o sexo",
    obtains="Su registro igual al del registro de población, y un acuse de lo que decía y lo que dice.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.datos_identidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "mi nombre aparece mal en el seguro",
        "falta un apellido",
        "mi apellido está al revés",
        "mi fecha de nacimiento no es la de mi acta",
        "cambio de género",
        "cambié mi nombre en el registro civil",
        "mis datos no coinciden con RENAPO",
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
            "acta",
            "¿Su acta y su CURP ya dicen lo correcto?",
            {
                "si": "Sí, lo que está mal es el registro de esta oficina",
                "no": "No, mi acta o mi CURP tiene el error",
                "curp": "Tengo una CURP nueva",
                "domicilio": "Lo que cambió es mi domicilio",
            },
            {
                "no": Stop(
                    Text(
                        "DATOS_PRIMERO_RENAPO",
                        "El acta se corrige en el registro civil, y la CURP en RENAPO. Después vuelva aquí.",
                    ),
                    "/otras-instituciones",
                    "Otras instituciones",
                ),
                "curp": Stop(
                    Text("DATOS_ES_CURP", "La CURP nueva se copia en otro trámite."),
                    "/tramites/actualizacion_curp",
                    "Actualizar su CURP",
                ),
                "domicilio": Stop(
                    Text("DATOS_ES_DOMICILIO", "El domicilio se cambia en otro trámite, y al momento."),
                    "/tramites/actualizacion_datos",
                    "Actualizar sus datos personales",
                ),
            },
        ),
    ),
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

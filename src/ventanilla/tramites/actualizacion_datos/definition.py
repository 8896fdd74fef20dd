"""Correcting one's own data, as the catalogue shows it."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Eligible, Stop, Text, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words, prefill
from .form import Solicitud

TRAMITE = Tramite(
    key="actualizacion_datos",
    title="Actualizar sus datos personales",
    obtains="Su registro con el dato corregido, y un acuse de lo que decía y lo que dice.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.datos_identidad_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "cambiar mi domicilio",
        "me cambié de casa",
        "mi nombre está mal escrito",
        "corregir mi apellido",
        "mi fecha de nacimiento está mal",
        "mi CURP cambió",
        "actualizar CURP",
        "corrección de datos",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    prefill=prefill,
    eligibility=(
        Eligible(
            "dato",
            "¿Qué está mal o cambió?",
            {
                "persona": "El nombre, la fecha de nacimiento, el sexo, la CURP o el domicilio",
                "aviso": "Un empleo, una fecha de alta o de baja, o un salario",
                "contacto": "El correo con el que entro",
            },
            {
                "aviso": Stop(
                    Text("DATO_DE_UN_AVISO", "Esos datos los presentó un empleador, y se corrigen con una aclaración."),
                    "/tramites/aclaracion",
                    "Aclaración de movimientos",
                ),
                "contacto": Stop(
                    Text("DATO_DE_LA_CUENTA", "Su correo se cambia en su cuenta, sin ningún trámite."),
                    "/cuenta/contacto",
                    "Cambiar su correo",
                ),
            },
        ),
    ),
    needs=(
        "Para corregir su nombre, nacimiento, sexo o CURP: un documento que lo pruebe, en PDF o fotografía.",
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
    ),
)

"""The aclaración de movimientos, as the catalogue shows it (catalogue of trámites, section 17)."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.kit import Assurance, Audience, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, options
from .form import Solicitud

TRAMITE = Tramite(
    key="aclaracion",
    title="Aclaración de movimientos",
    obtains="Una resolución sellada, con sus motivos, sobre un aviso de su empleador que no es correcto.",
    for_whom=(Audience.ASEGURADO,),
    assurance=Assurance.N2,
    deadline=WorkingDays(law.integer("expedientes.aclaracion_dias", ley_desde())),
    cite=CITE,
    phrases=(
        "mi patrón me dio de baja",
        "mi salario está mal",
        "me registraron con menos salario",
        "no me han dado de alta",
        "me faltan semanas",
        "me corrieron",
        "aclaración",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    options=options,
    needs=(
        "Su e.firma vigente: los archivos .cer y .key, y su contraseña.",
        "Lo que demuestre lo correcto: recibos de nómina, contrato o depósitos.",
    ),
)

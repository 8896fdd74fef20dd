"""Registering where one is paid, as the catalogue shows it."""

from ventanilla.kit import Assurance, Audience, Immediate, LifeEvent, Tramite

from .decision import CITE, decide, effects
from .facts import facts, in_words, outside_of
from .form import Solicitud

TRAMITE = Tramite(
    key="registro_clabe",
    title="Registrar su cuenta bancaria",
    obtains="La cuenta en que recibirá sus pagos, comprobada como suya, y un acuse que no lleva su número.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO),
    assurance=Assurance.N2,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "registrar mi CLABE",
        "cambiar mi CLABE",
        "cambiar la cuenta donde me pagan",
        "dónde me depositan la incapacidad",
        "cuenta bancaria para mi pensión",
        "registrar cuenta de banco",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    outside_of=outside_of,
    without_efirma=True,
    life_events=(LifeEvent.DATOS, LifeEvent.PENSION),
    needs=(
        "La clave bancaria estandarizada (CLABE) de una cuenta a su nombre: 18 números.",
        "Su e.firma vigente. Si no la tiene, podrá leer en su estado de cuenta un depósito de un centavo.",
        "Si su banco no confirma de quién son las cuentas: su estado de cuenta, en PDF.",
    ),
    steps=(
        "Escriba la CLABE. El banco dice si la cuenta es suya.",
        "Sin e.firma, le depositamos un centavo. Lea el código en su estado de cuenta y escríbalo aquí.",
        "Avisamos a todos sus contactos. Durante un día nadie cobra en la cuenta nueva, y usted puede cancelarla.",
    ),
)

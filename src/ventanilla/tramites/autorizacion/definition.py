"""Letting another person act for an employer, as the catalogue shows it (catalogue of trámites, section 34)."""

from ventanilla.kit import Assurance, Audience, Immediate, Tramite

from .decision import CITE, decide, effects
from .facts import facts, in_words
from .form import Solicitud


def registros(solicitud: Solicitud) -> tuple[str, ...]:
    """Those that it is limited to; none is the employer as a whole."""
    return solicitud.numeros


TRAMITE = Tramite(
    key="autorizacion",
    title="Autorización para actuar por otra persona o empresa",
    obtains="Una autorización con folio: quién puede actuar por usted o por su empresa, en qué y hasta cuándo.",
    for_whom=(Audience.PATRON,),
    assurance=Assurance.N3,
    deadline=Immediate(),
    cite=CITE,
    phrases=(
        "autorizar a mi contador",
        "dar permiso a otra persona",
        "que mi contador haga los trámites",
        "carta poder",
        "poder para trámites",
        "representante",
        "delegar",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    registros=registros,
    needs=(
        "La CURP de la persona a quien autoriza.",
        "Los números de sus registros patronales, si la limita a algunos.",
        "Su e.firma vigente, o la de su empresa: los archivos .cer y .key, y su contraseña.",
    ),
    steps=(
        "Usted dice quién, qué, en cuáles registros y hasta cuándo, y lo firma.",
        "La persona la lee y la acepta con su propia cuenta. Antes no puede hacer nada.",
        "Usted puede terminarla cuando quiera, y termina en ese momento.",
    ),
)

"""A question, as the catalogue shows it (catalogue of trámites, section 33): it is asked on a page of its own."""

from ventanilla import law
from ventanilla.domain.benefits import ley_desde
from ventanilla.domain.cases.consultas import DAYS
from ventanilla.kit import Assurance, Audience, Tramite, WorkingDays

from .decision import CITE, decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="consulta",
    title="Hacer una pregunta",
    obtains="La respuesta de una persona de la oficina, en la fecha que le prometemos.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO, Audience.PATRON),
    assurance=Assurance.N1,
    deadline=WorkingDays(law.integer(DAYS, ley_desde())),
    cite=CITE,
    phrases=(
        "tengo una duda",
        "quiero preguntar algo",
        "hablar con una persona",
        "necesito orientación",
        "no sé qué trámite es",
        "ayuda",
        "contactar a la oficina",
        "atención al público",
        "que me orienten",
        "que alguien me explique",
    ),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    page="/consultas/nueva",
    needs=("Su pregunta, con sus palabras.",),
    steps=(
        "Inicie sesión en su cuenta.",
        "Escriba su pregunta. Antes de enviarla le decimos qué trámite puede resolverla ya.",
        "Lea la respuesta en su buzón.",
    ),
)

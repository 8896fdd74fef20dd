"""Rights over one's own data, as the catalogue shows them."""

from ventanilla.domain.cases.remedy import revision_datos
from ventanilla.domain.rights import IN_FORCE, LAW, answer_days
from ventanilla.kit import Assurance, Audience, LifeEvent, Tramite, WorkingDays

from .decision import decide, effects
from .facts import facts, in_words
from .form import Solicitud

TRAMITE = Tramite(
    key="derechos_arco",
    title="Ver, corregir o borrar sus datos",
    obtains="La lista sellada de lo que guardamos de usted, al momento; o una respuesta si pide cambiarlo.",
    for_whom=(Audience.ASEGURADO, Audience.PENSIONADO, Audience.BENEFICIARIO),
    assurance=Assurance.N2,
    deadline=WorkingDays(answer_days(IN_FORCE)),
    cite=(LAW,),
    phrases=(
        "mis datos",
        "datos personales",
        "derechos arco",
        "corregir mi nombre",
        "mi nombre está mal",
        "borrar mis datos",
        "acceso rectificación cancelación oposición",
        "privacidad",
    ),
    life_events=(LifeEvent.DATOS,),
    form=Solicitud,
    facts=facts,
    decide=decide,
    effects=effects,
    in_words=in_words,
    remedy=revision_datos,
    needs=("Su e.firma vigente: los archivos .cer y .key, y su contraseña.",),
)

"""Who is insured, by whom, since when; and for whom it counts."""

from .actos import (
    EVENTS as MOVEMENT_EVENTS,
)
from .actos import (
    Certificado,
    CertificadosDe,
    Hallados,
    MovimientoPresentado,
    MovimientoRegistrado,
    RegistrarMovimiento,
    Trabajador,
    TrabajadorDe,
)
from .historia import (
    Adscripcion,
    Beneficiario,
    Contradiccion,
    FamiliaDe,
    Historia,
    HistoriaDe,
    MovimientosDe,
    Numeros,
    NumerosDe,
    Parentesco,
    Patron,
    PatronDe,
    Pension,
    TipoPension,
)
from .movimientos import (
    Causa,
    Movimiento,
    Periodo,
    SemanaJornada,
    Tipo,
    TipoSalario,
    TipoTrabajador,
    continuos,
    empleos,
    vigentes,
)
from .persona import EVENTS as PERSON_EVENTS
from .persona import ActualizarDato, Campo, CurpDeOtra, DatoActualizado, Datos, DatosPersona
from .regimen import Regimen, regimen_de

EVENTS = (*MOVEMENT_EVENTS, *PERSON_EVENTS)

__all__ = [
    "EVENTS",
    "ActualizarDato",
    "Adscripcion",
    "Beneficiario",
    "Campo",
    "Causa",
    "Certificado",
    "CertificadosDe",
    "Contradiccion",
    "CurpDeOtra",
    "DatoActualizado",
    "Datos",
    "DatosPersona",
    "FamiliaDe",
    "Hallados",
    "Historia",
    "HistoriaDe",
    "Movimiento",
    "MovimientoPresentado",
    "MovimientoRegistrado",
    "MovimientosDe",
    "Numeros",
    "NumerosDe",
    "Parentesco",
    "Patron",
    "PatronDe",
    "Pension",
    "Periodo",
    "Regimen",
    "RegistrarMovimiento",
    "SemanaJornada",
    "Tipo",
    "TipoPension",
    "TipoSalario",
    "TipoTrabajador",
    "Trabajador",
    "TrabajadorDe",
    "continuos",
    "empleos",
    "regimen_de",
    "vigentes",
]

"""The numbers that name people, employers, accounts and units: one module each, the same functions in all.

``examine`` says all there is to say about a number; ``validate``, ``is_valid``, ``compact``, ``format``,
``check_digit`` and ``suggest`` are short ways to it. ``compose`` writes the number of synthetic people.

>>> from ventanilla.domain.identifiers import nss
>>> str(nss.examine("99178500016").reason)
'El último dígito no corresponde: revise si hay un dígito cambiado.'
"""

from . import clabe, curp, linea_captura, nss, registro_patronal, rfc, umf
from .verdict import InvalidNumber, Severity, Verdict

__all__ = [
    "InvalidNumber",
    "Severity",
    "Verdict",
    "clabe",
    "curp",
    "linea_captura",
    "nss",
    "registro_patronal",
    "rfc",
    "umf",
]

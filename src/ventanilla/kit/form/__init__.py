"""What a person is asked, written once: the wizard, the API, the summary and the tests come from it.

>>> from datetime import date
>>> class Solicitud(Form):
...     importe: Pesos = field("¿Cuánto pagó?")
...     nss: Nss | None = field("¿Cuál es su NSS?", optional=True)
>>> Solicitud.read({"importe": "1,361.89", "nss": "99-17-85-0001-5"}, date(2026, 11, 22))
Solicitud(importe=Money('1361.89'), nss='99178500015')
"""

from ventanilla.kit.sections import Section

from .address import Address
from .answers import DISPUTES, REGISTERED, SOURCE, below, items_of, text_of, unasked
from .base import BaseForm, Dispute
from .employment import Benefits, Worker
from .kinds import Clabe, Curp, Email, Nss, Pesos, Phone, RegistroPatronal, Rfc, examined, suggestions
from .model import Form, registered_words
from .problems import MISSING, NOT_A_CHOICE, NOT_A_DAY, FormProblems, problem
from .questions import Asked, Kind, asked_of, field, group
from .words import NO_ANSWER, Said, answer_words, said

__all__ = [
    "DISPUTES",
    "MISSING",
    "NOT_A_CHOICE",
    "NOT_A_DAY",
    "NO_ANSWER",
    "REGISTERED",
    "SOURCE",
    "Address",
    "Asked",
    "BaseForm",
    "Benefits",
    "Clabe",
    "Curp",
    "Dispute",
    "Email",
    "Form",
    "FormProblems",
    "Kind",
    "Nss",
    "Pesos",
    "Phone",
    "RegistroPatronal",
    "Rfc",
    "Said",
    "Section",
    "Worker",
    "answer_words",
    "asked_of",
    "below",
    "examined",
    "field",
    "group",
    "items_of",
    "problem",
    "registered_words",
    "said",
    "suggestions",
    "text_of",
    "unasked",
]

"""Rights over one's own data: what is kept and why, who used it, and what may be asked of it."""

from .access import Access, ReaderKind, Reading, Why
from .data_map import data_map, own_data_key, own_data_schema
from .export import (
    MAX_PRINTED,
    MAX_RECORDS,
    SCHEMA,
    HeldSet,
    PrintedCopy,
    PrintedSet,
    answered,
    in_words,
    own_data,
    plain,
    printed_copy,
)
from .kept import SAME, Belongs, Elsewhere, Group, Keeps, Kept, Shown, Told, Use, Withheld, faults
from .questions import Conjunto, DatosDe
from .terms import IN_FORCE, LAW, answer_days, effect_days, extension_days

__all__ = [
    "IN_FORCE",
    "LAW",
    "MAX_PRINTED",
    "MAX_RECORDS",
    "SAME",
    "SCHEMA",
    "Access",
    "Belongs",
    "Conjunto",
    "DatosDe",
    "Elsewhere",
    "Group",
    "HeldSet",
    "Keeps",
    "Kept",
    "PrintedCopy",
    "PrintedSet",
    "ReaderKind",
    "Reading",
    "Shown",
    "Told",
    "Use",
    "Why",
    "Withheld",
    "answer_days",
    "answered",
    "data_map",
    "effect_days",
    "extension_days",
    "faults",
    "in_words",
    "own_data",
    "own_data_key",
    "own_data_schema",
    "plain",
    "printed_copy",
]

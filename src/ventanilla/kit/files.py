"""The question that is answered with files: what its author writes, what the draft keeps, what is signed.

In a draft a file is the id of what the person attached (``acta.0: <uuid>``); what the Form is given instead comes
from the office's own list of that case, never from the person.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, get_args, get_origin

from pydantic import Field
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from ventanilla.kernel.text import Text

from .sections import Section

META: Final = "ventanilla"
MOST_FILES: Final = 20  # of one question, whatever its author writes
SHORT: Final = 8  # hexadecimal digits of a digest that a person compares at a glance


@dataclass(frozen=True)
class FileRef:
    """One file of a case, fixed by the SHA-256 of what the person sent (64 hexadecimal digits)."""

    id: str
    name: str
    kind: str
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which files a question takes: kinds among pdf, jpg, png and xml (a CFDI); ``least`` is 0 where it may be none."""

    kinds: tuple[str, ...]
    least: int
    most: int


def files(
    label: str,
    *,
    kinds: tuple[str, ...] = ("pdf", "jpg", "png"),
    max_files: int = 1,
    help: str = "",
    required: bool = True,
    when: Mapping[str, tuple[str, ...]] | None = None,
    section: Section | None = None,
) -> Any:
    """A question answered with files; annotate it ``tuple[FileRef, ...]``. Unasked (``when``), it is ().

    ``section`` is the part of the list that it belongs to.

    TypeError where its author asks for no kind, an unknown one, or more than ``MOST_FILES``.
    """
    if not kinds or set(kinds) - {"pdf", "jpg", "png", "xml"} or not 1 <= max_files <= MOST_FILES:
        raise TypeError("files: kinds are pdf, jpg, png, xml; at most 20 files")
    when = {**(section.when if section else {}), **(when or {})}
    meta: dict[str, Any] = {
        "section": section.title if section else "",
        "help": help,
        "choices": {},
        "for_another": {},
        "default_today": False,
        "kind": "files",
        "optional": not required,
        "files": {"kinds": list(kinds), "least": int(required), "most": max_files},
        "cuando": {name: list(values) for name, values in when.items()},
    }
    # Where it may go unasked the least is counted by the Form, or () would break its own schema.
    due = required and not when
    return Field(
        default=PydanticUndefined if due else (),
        title=label,
        description=" ".join(filter(None, (help, condition_in_words(when)))) or None,
        min_length=int(due),
        max_length=max_files,
        json_schema_extra={META: meta},
    )


def condition_in_words(condition: Mapping[str, tuple[str, ...]]) -> str:
    """For whoever reads the schema; a person is simply not asked."""
    clauses = (f"{name} es {' o '.join(values)}" for name, values in condition.items())
    return f"Solo si {' y '.join(clauses)}." if condition else ""


def wanted(info: FieldInfo) -> Wanted | None:
    """What a question of files takes; None for every other question."""
    extra = info.json_schema_extra
    meta = extra.get(META) if isinstance(extra, dict) else None
    said: Any = meta.get("files") if isinstance(meta, dict) else None
    if said is None:
        return None
    annotation = info.annotation
    if get_origin(annotation) is not tuple or get_args(annotation) != (FileRef, ...):
        raise TypeError("a question of files is annotated tuple[FileRef, ...]")
    return Wanted(tuple(said["kinds"]), said["least"], said["most"])


def wanted_by(fields: Mapping[str, FieldInfo]) -> dict[str, Wanted]:
    """The questions of a Form that are answered with files."""
    return {name: found for name, info in fields.items() if (found := wanted(info)) is not None}


def ids_of(answers: Mapping[str, object], name: str) -> tuple[str, ...]:
    """The ids that a draft keeps of the question ``name``, in their order, empty ones left out.

    >>> ids_of({"acta.1": "b", "acta.0": "a", "acta.2": "", "actas.0": "x"}, "acta")
    ('a', 'b')
    """
    found = [
        (int(number), str(value))
        for each, value in answers.items()
        for head, _, number in [each.rpartition(".")]
        if head == name and number.isdecimal() and value
    ]
    return tuple(value for _, value in sorted(found))


def with_files(
    answers: Mapping[str, object], fields: Mapping[str, FieldInfo], files: Mapping[str, FileRef]
) -> dict[str, object]:
    """``answers`` with the files themselves where the draft has their ids; an id that is not of the case is none."""
    whole = dict(answers)
    for name in wanted_by(fields):
        for each in [each for each in whole if name in (each, each.rpartition(".")[0])]:
            del whole[each]
        whole[name] = tuple(files[one] for one in ids_of(answers, name) if one in files)
    return whole


def file_line(file: FileRef) -> str:
    """How a file is named in what is signed: its whole digest, so that the signature covers what it says.

    >>> file_line(FileRef("1", "acta.pdf", "pdf", 2049, "ab" * 32))
    'acta.pdf (3 KB). SHA-256: abababababababababababababababababababababababababababababababab'
    """
    return f"{file.name} ({-(-file.bytes // 1024)} KB). SHA-256: {file.sha256}"


def missing() -> Text:
    """What is said where a question that must be answered has no file."""
    return Text("FALTA_ARCHIVO", "Falta adjuntar el archivo.")


def too_many(most: int) -> Text:
    """What is said where a question has more files than it takes."""
    if most == 1:
        return Text("UN_ARCHIVO", "Aquí va un solo archivo. Quite el que adjuntó para poner otro.")
    return Text("MUCHOS_ARCHIVOS", "Adjunte como máximo {n} archivos.", n=most)

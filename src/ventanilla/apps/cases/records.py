"""The shapes of what the runner keeps as JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, RootModel


class Draft(RootModel[dict[str, str]]):
    """The text of each input of a Form, by its name; checked by the Form only when it is filed.

    Nested inputs have dotted names (``kit.form``); ``_registro.`` and ``_fuente.`` are what the registers said when
    the draft was opened (``prefill``).
    """


class SignedLine(BaseModel):
    """One question and its answer, in the words that were signed."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    label: str
    answer: str


class SignedLines(RootModel[list[SignedLine]]):
    """What was signed, line by line: shown as it was, whatever the Form asks today."""


class AskedRecord(BaseModel):
    """One question put to a register, and its answer as it was."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    question: str
    fields: dict[str, Any]
    answer: Any


class ParameterRecord(BaseModel):
    """One legal parameter that was used: its key, value, date in force and citation."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    key: str
    value: str
    since: str
    cite: str


class ResolutionRecord(BaseModel):
    """A resolution and everything it was made from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    code_version: str
    on: str
    solicitud: dict[str, Any]
    asked: list[AskedRecord]
    parameters: list[ParameterRecord]
    decision: dict[str, Any]
    effects: list[str]
    by_rules: bool = True

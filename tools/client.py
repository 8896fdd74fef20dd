"""Writes the typed client of the API (``clients/python``) from its OpenAPI: ``python tools/client.py``.

Ours and small, because the API is: every answer is one object and every operation one method, with the standard library
alone. ``openapi-python-client`` was looked at: it brings httpx and attrs to whoever installs it, writes about a hundred
files for these operations, and its enums and unions do not pass ``mypy --strict`` unedited.
"""

from __future__ import annotations

import json
import keyword
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "docs" / "reference" / "openapi.json"
TARGET: Final = ROOT / "clients" / "python" / "ventanilla_client" / "generated.py"
HEAD: Final = '''"""Made from docs/reference/openapi.json by tools/client.py; do not edit."""

from __future__ import annotations

from typing import Any, Literal, NotRequired, TypedDict

from .transport import Answer, Transport

'''


def main() -> None:
    """Write the client."""
    TARGET.write_text(written(), encoding="utf-8")


def written() -> str:
    """The module, as it is committed."""
    said = json.loads(SOURCE.read_text(encoding="utf-8"))
    types = [typed(name, schema) for name, schema in sorted(said["components"]["schemas"].items())]
    methods = [
        method(path, verb, operation, said)
        for path, verbs in said["paths"].items()
        for verb, operation in verbs.items()
    ]
    body = "\n\n".join(
        (*types, 'class Api(Transport):\n    """Every operation of the API."""\n\n' + "\n\n".join(methods))
    )
    return formatted(HEAD + "\n" + body + "\n")


def formatted(code: str) -> str:
    """As the house writes it."""
    ruff = [str(Path(sys.executable).parent / "ruff"), "format", "--stdin-filename", str(TARGET), "-"]
    return subprocess.run(ruff, input=code, capture_output=True, text=True, check=True, cwd=ROOT).stdout


def typed(name: str, schema: dict[str, Any]) -> str:
    """One shape as a ``TypedDict``."""
    required = set(schema.get("required", ()))
    about = schema.get("description", "").split("\n")[0] or schema.get("title", name)
    lines = [f"class {name}(TypedDict):", f'    """{about}"""', ""]
    for field, inner in schema.get("properties", {}).items():
        said = kind(inner)
        lines.append(f"    {field}: {said if field in required else f'NotRequired[{said}]'}")
    return "\n".join(lines)


def kind(schema: dict[str, Any]) -> str:
    """The Python type of a value, as JSON has it: an instant and an identifier are texts."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "const" in schema:
        return f"Literal[{json.dumps(schema['const'], ensure_ascii=False)}]"
    if "enum" in schema:
        return "Literal[" + ", ".join(json.dumps(one, ensure_ascii=False) for one in schema["enum"]) + "]"
    if "anyOf" in schema:
        return " | ".join(kind(one) for one in schema["anyOf"])
    match schema.get("type"):
        case "array":
            return f"list[{kind(schema.get('items', {}))}]"
        case "object":
            each = schema.get("additionalProperties")
            return f"dict[str, {kind(each) if isinstance(each, dict) else 'Any'}]"
        case "string":
            return "str"
        case "integer":
            return "int"
        case "number":
            return "float"
        case "boolean":
            return "bool"
        case "null":
            return "None"
        case _:
            return "Any"


def named(name: str) -> str:
    """A name of HTTP as one of Python."""
    found = re.sub(r"\W", "_", name).lower()
    return f"{found}_" if keyword.iskeyword(found) else found


def method(path: str, verb: str, operation: dict[str, Any], said: dict[str, Any]) -> str:
    """One operation as a method; its answer brings the headers too."""
    parameters = [
        said["components"]["parameters"][one["$ref"].rsplit("/", 1)[1]] if "$ref" in one else one
        for one in operation["parameters"]
    ]
    in_path = [one["name"] for one in parameters if one["in"] == "path"]
    others = [one for one in parameters if one["in"] != "path"]
    sent_as = operation.get("requestBody", {}).get("content", {})
    content = sent_as.get("application/json", {})
    status, success = next((code, one) for code, one in operation["responses"].items() if code.startswith("2"))
    returns = "None"
    for media, answer in success.get("content", {}).items():
        returns = "bytes" if media == "application/pdf" else kind(answer["schema"])
    arguments = ["self", *(f"{named(one)}: str" for one in in_path)]
    if sent_as:
        arguments.append(f"cuerpo: {kind(content['schema']) if content else 'bytes'}")
    if others:
        arguments.append("*")
    for one in others:
        value = kind(one["schema"])
        arguments.append(f"{named(one['name'])}: {value}" + ("" if one.get("required") else " | None = None"))
    address = path
    for one in in_path:
        address = address.replace(f"{{{one}}}", f"{{self.segment({named(one)})}}")
    call = [json.dumps(verb.upper()), ("f" if in_path else "") + json.dumps(address), status]
    if sent_as:
        call.append("cuerpo=cuerpo")
    for where, argument in (("query", "query"), ("header", "headers")):
        sent = [f"{json.dumps(one['name'])}: {named(one['name'])}" for one in others if one["in"] == where]
        if sent:
            call.append(f"{argument}={{{', '.join(sent)}}}")
    ask = {"bytes": "ask_bytes", "None": "ask_nothing"}.get(returns, "ask")
    return "\n".join(
        (
            f"    def {operation['operationId']}({', '.join(arguments)}) -> Answer[{returns}]:",
            f'        """{operation["summary"]}."""',
            f"        return self.{ask}({', '.join(call)})",
        )
    )


if __name__ == "__main__":
    main()

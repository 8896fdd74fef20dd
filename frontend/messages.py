"""The words of the face in other languages: collects what is said, and compiles the translations.

    python frontend/messages.py           adds new sentences to each django.po, and compiles django.mo
    python frontend/messages.py --check   fails if a sentence of the web has no translation, or a .mo is old

Spanish is written in the templates and the code; a language is a folder of ``web/locale``. It needs Django
and no gettext tools.
"""

from __future__ import annotations

import ast
import re
import struct
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

import django
from django.conf import settings
from django.template import Engine
from django.template.base import Node, NodeList, Template
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.utils.translation import trim_whitespace

SOURCE: Final = Path(__file__).resolve().parents[1] / "src" / "ventanilla"
WEB: Final = SOURCE / "web"
LOCALE: Final = WEB / "locale"
# Below the web, what is said to whoever runs the office and not to the people it serves.
NOT_FOR_PEOPLE: Final = ("adapters", "cli", "config", "law", "kernel")
TOLD: Final = "Sin dato: "  # how what anybody is told begins, wherever it is written
GETTEXT: Final = frozenset({"gettext", "gettext_lazy", "_"})
SENTENCE: Final = re.compile(r"(?!.*-[A-Z])[¿«]?[A-ZÁÉÍÓÚÑ](?:[a-záéíóúñ]|(?<=¿.) )(?:[^_{}/]|(?<=[0-9])/(?=[0-9]))*")
FOR_THE_MAP: Final = ("model", "preface", "after")  # what a table's declaration says to whoever reads the data map
LIBRARIES: Final = {
    "design": "ventanilla.web.design.templatetags.design",
    "pages": "ventanilla.web.design.templatetags.pages",
    "staff": "ventanilla.web.design.templatetags.staff",
    "cedula": "ventanilla.web.design.templatetags.cedula",
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
}
HEADER: Final = (
    "Content-Type: text/plain; charset=UTF-8\nContent-Transfer-Encoding: 8bit\n"
    "Plural-Forms: nplurals=2; plural=(n != 1);\n"
)


@dataclass
class Message:
    """One sentence: ``required`` if the web itself says it; ``said`` is its translation, two for a plural."""

    msgid: str
    plural: str = ""
    required: bool = False
    said: tuple[str, ...] = field(default=())

    @property
    def translated(self) -> bool:
        """Every form is written."""
        return len(self.said) == (2 if self.plural else 1) and all(self.said)


def collect() -> dict[str, Message]:
    """Every sentence, by its Spanish."""
    found: dict[str, Message] = {}

    def add(msgid: str, plural: str = "", *, required: bool) -> None:
        message = found.setdefault(msgid, Message(msgid, plural))
        message.required |= required
        message.plural = message.plural or plural

    engine = Engine(dirs=[str(WEB / "templates"), str(WEB / "design")], libraries=LIBRARIES)
    for path in sorted((*(WEB / "templates").rglob("*.html"), *(WEB / "design" / "components").rglob("*.html"))):
        template = Template(path.read_text(encoding="utf-8"), engine=engine, name=path.name)
        for msgid, plural in _in_template(template.nodelist):
            add(msgid, plural, required=True)
    for path in sorted(SOURCE.rglob("*.py")):
        area = path.relative_to(SOURCE).parts[0]
        tree = ast.parse(path.read_text(encoding="utf-8"))
        if area in NOT_FOR_PEOPLE:
            for msgid in _in_code(tree):
                if msgid.startswith(TOLD):
                    add(msgid, required=False)
        else:
            for msgid in _in_code(tree):
                add(msgid, required=area == "web")
            said_here = path.is_relative_to(WEB / "portal") or path.is_relative_to(WEB / "office")
            said_here |= path == SOURCE / "apps" / "demo" / "identities.py"  # who is who, on the page that offers them
            if said_here or area in {"kit", "tramites"} or path.stem.startswith("kept"):
                for msgid in _literals(tree):
                    add(msgid, required=False)
    return found


def _in_template(nodes: NodeList) -> Iterator[tuple[str, str]]:
    for node in nodes.get_nodes_by_type(Node):
        if isinstance(node, TranslateNode):
            yield str(node.filter_expression.var.literal), ""
        elif isinstance(node, BlockTranslateNode):
            yield _joined(node, node.singular), _joined(node, node.plural)


def _joined(node: Any, tokens: Any) -> str:
    said = str(node.render_token_list(tokens)[0])
    return trim_whitespace(said) if node.trimmed else said


def _in_code(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            continue
        position = 0 if node.func.id in GETTEXT else 1 if node.func.id == "Text" else None
        if position is not None and len(node.args) > position:
            argument = node.args[position]
            if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                yield argument.value


def _literals(tree: ast.AST) -> Iterator[str]:
    """Constant sentences of the portal, of the office and of a trámite: they begin like one, and are no name or docstring.

    What people look for a trámite with (``phrases``) begins as they type it.
    """
    docstrings = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    named = [node for node in ast.walk(tree) if isinstance(node, ast.keyword)]
    docstrings |= {id(node.value) for node in named if node.arg in FOR_THE_MAP}
    phrases = {id(inner) for node in named if node.arg == "phrases" for inner in ast.walk(node.value)}
    for node in ast.walk(tree):
        said = node.value if isinstance(node, ast.Constant) and id(node) not in docstrings else None
        if isinstance(said, str) and (id(node) in phrases or SENTENCE.fullmatch(said)):
            yield said


def read_po(path: Path) -> dict[str, Message]:
    """The translations of one language."""
    found: dict[str, Message] = {}
    if not path.is_file():
        return found
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        parts: dict[str, str] = {}
        key = ""
        for line in block.splitlines():
            if line.startswith("#") or not line.strip():
                continue
            if not line.startswith('"'):
                key, _, line = line.partition(" ")
            parts[key] = parts.get(key, "") + str(ast.literal_eval(line))
        if parts.get("msgid"):
            forms = [parts[name] for name in ("msgstr", "msgstr[0]", "msgstr[1]") if name in parts]
            found[parts["msgid"]] = Message(parts["msgid"], parts.get("msgid_plural", ""), said=tuple(forms))
    return found


def write_po(path: Path, messages: dict[str, Message]) -> None:
    """Sorted, so that a change shows as one."""
    blocks = [f'msgid ""\nmsgstr {_quoted(HEADER)}']
    for message in sorted(messages.values(), key=lambda message: message.msgid.casefold()):
        lines = [f"msgid {_quoted(message.msgid)}"]
        if message.plural:
            one, many = message.said or ("", "")
            lines += [
                f"msgid_plural {_quoted(message.plural)}",
                f"msgstr[0] {_quoted(one)}",
                f"msgstr[1] {_quoted(many)}",
            ]
        else:
            lines.append(f"msgstr {_quoted(message.said[0] if message.said else '')}")
        blocks.append("\n".join(lines))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join(blocks) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'


def compile_mo(messages: dict[str, Message]) -> bytes:
    """The translations as gettext reads them."""
    pairs = {b"": HEADER.encode()}
    for message in messages.values():
        if message.translated:
            key = f"{message.msgid}\0{message.plural}" if message.plural else message.msgid
            pairs[key.encode()] = "\0".join(message.said).encode()
    ordered = sorted(pairs.items())
    start = 28 + 16 * len(ordered)
    keys, values, data = b"", b"", b""
    for text, index in [(key, 0) for key, _ in ordered] + [(value, 1) for _, value in ordered]:
        entry = struct.pack("<II", len(text), start + len(data))
        data += text + b"\0"
        if index:
            values += entry
        else:
            keys += entry
    header = struct.pack("<7I", 0x950412DE, 0, len(ordered), 28, 28 + 8 * len(ordered), 0, start)
    return header + keys + values + data


def problems(language: str) -> list[str]:
    """What keeps ``language`` from being complete; nothing is a good answer."""
    folder = LOCALE / language / "LC_MESSAGES"
    known = read_po(folder / "django.po")
    said = collect()
    missing = [f"no translation: {m.msgid}" for m in said.values() if m.required and not _has(known, m)]
    compiled = folder / "django.mo"
    old = not compiled.is_file() or compiled.read_bytes() != compile_mo(known)
    return missing + (["django.mo is not what django.po gives"] if old else [])


def _has(known: dict[str, Message], message: Message) -> bool:
    return message.msgid in known and known[message.msgid].translated and known[message.msgid].plural == message.plural


def update(language: str) -> None:
    """Add what is new, drop what nobody says, compile."""
    folder = LOCALE / language / "LC_MESSAGES"
    known = read_po(folder / "django.po")
    said = collect()
    for msgid, message in said.items():
        if msgid in known and known[msgid].plural == message.plural:
            message.said = known[msgid].said
    write_po(folder / "django.po", said)
    (folder / "django.mo").write_bytes(compile_mo(said))


def main(arguments: list[str]) -> int:
    """The command."""
    if not settings.configured:
        settings.configure(USE_I18N=True, STATIC_URL="/static/")
        django.setup()
    languages = sorted(folder.name for folder in LOCALE.iterdir() if folder.is_dir()) or ["en"]
    for language in languages:
        if "--check" not in arguments:
            update(language)
    found = [f"{language}: {problem}" for language in languages for problem in problems(language)]
    sys.stdout.write("".join(f"{line}\n" for line in found))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

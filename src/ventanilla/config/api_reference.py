"""Writing the pages of ``docs/reference`` that come from the API."""

from __future__ import annotations

from pathlib import Path


def pages() -> dict[str, str]:
    """Each page by its file name."""
    from ventanilla.web.api.openapi import written

    return {"openapi.json": written(), "api-problems.md": problems_page()}


def problems_page() -> str:
    """Every code of a problem, with its status and its words in Spanish."""
    from ventanilla.web.problems import PROBLEMS

    lines = [
        "# Problems of the API",
        "",
        "Made from `web/problems.py` by `ventanilla oficina referencia-api`; do not edit.",
        "",
        "What cannot be done is answered as `application/problem+json` (RFC 9457) with `type`, `title`, `status`, and",
        "`detail` where there is more to say. Ours are `codigo` (stable: a program decides by it), `referencia` (staff",
        "find it in the logs), `campos` (each wrong answer: `campo`, `codigo`, `detalle`) and `caso` (what was filed",
        "already). Words come in Spanish, or in English by `Accept-Language`.",
        "",
        "| status | `codigo` | title | what to do |",
        "|---|---|---|---|",
    ]
    for code, found in sorted(PROBLEMS.items(), key=lambda each: (each[1].status, each[0])):
        lines.append(f"| {found.status} | `{code}` | {found.title} | {found.detail or ''} |")
    return "\n".join(lines) + "\n"


def write(folder: Path) -> tuple[str, ...]:
    """Write the pages into ``folder``; the names of those that changed."""
    changed = []
    for name, text in pages().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return tuple(changed)

"""Writing the pages of ``docs/reference`` that come from what the apps declare."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Final

from .event_page import page

PAGES: Final = ("data-map.md", "own-data.md", "own-data.schema.json", "events.md")


def pages() -> dict[str, str]:
    """Each page by its file name. LookupError where an app does not say what it keeps."""
    from ventanilla.apps.eventlog.api import event_types, keepers, merged
    from ventanilla.domain.rights import data_map, own_data_key, own_data_schema

    keeps = [keeps for keeps, _ in keepers()]
    schema = json.dumps(own_data_schema(keeps), ensure_ascii=False, indent=1) + "\n"
    effects = sorted(merged("PERFORMS"), key=lambda kind: kind.__name__)
    events = page(event_types(), effects)
    return dict(zip(PAGES, (data_map(keeps), own_data_key(keeps), schema, events), strict=True))


def write(folder: Path) -> tuple[str, ...]:
    """Write the pages into ``folder``; the names of those that changed."""
    changed = []
    for name, text in pages().items():
        path = folder / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            changed.append(name)
    return tuple(changed)

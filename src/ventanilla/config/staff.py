"""What an operator orders of an office that need not be open. The work is a management command's."""

from __future__ import annotations

from collections.abc import Sequence

from .maintenance import told
from .run import Office, Say


def declare_unit(say: Say, key: str, name: str, operator: str) -> int:
    """Declare a unit."""
    return _ordered(say, "staff_unit", key, name, f"--operador={operator}")


def name_administrators(
    say: Say, people: Sequence[tuple[str, str, str, str]], unit: str, operator: str, forced: str
) -> int:
    """Name the first administrators: each a CURP, an e-mail, a name and a post."""
    said = [word for person in people for word in ("--persona", *person)]
    return _ordered(say, "staff_name", *said, f"--unidad={unit}", f"--operador={operator}", f"--forzar={forced}")


def load_employer_table(say: Say, table: str, path: str) -> int:
    """Load postal codes, activities, clinics, or the postal codes of each clinic."""
    return _ordered(say, "employer_tables", table, path)


def rebuild_projections(say: Say) -> int:
    """Make every projection again from its register, and say whether it came out the same."""
    return _ordered(say, "projections")


def _ordered(say: Say, *order: str) -> int:
    def work() -> None:
        office = Office(say)
        with office.database() as (cluster, clock):
            office.manage(cluster, clock, *order)

    return told(say, work)

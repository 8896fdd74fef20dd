# SPDX-License-Identifier: AGPL-3.0-or-later
"""Who contributes."""

from openfisca_core.entities import build_entity

Trabajador = build_entity(
    key="trabajador",
    plural="trabajadores",
    label="Una persona trabajadora ante un patrón",
    is_person=True,
)

"""The files of a "visor" and the positions of their lines (from 1, both included).

>>> [len(SHARES[bill]) for bill in Bill], EMPLOYER["totales"][1] - EMPLOYER["totales"][0] + 1 == 11 * TOTAL
([11, 3], True)
"""

from __future__ import annotations

from typing import Final

from ventanilla.domain.contributions import RAMOS, Bill, Parte

FOLDER: Final = "CDCOBRA/Tempo/"
EMPLOYERS: Final = "CDEMPA99.txt"
PEOPLE: Final = {Bill.MONTHLY: "CDEMAS99.txt", Bill.BIMONTHLY: "CDEBAS99.txt"}
MOVEMENTS: Final = {Bill.MONTHLY: "CDEMMO99.txt", Bill.BIMONTHLY: "CDEBMO99.txt"}

Span = tuple[int, int]  # first and last position, from 1

# Positions (file-formats.md, section 3); the amounts of the month are eleven of eight digits, in centavos.
LENGTH: Final = {
    EMPLOYERS: 252, PEOPLE[Bill.MONTHLY]: 109, PEOPLE[Bill.BIMONTHLY]: 150, MOVEMENTS[Bill.MONTHLY]: 142,
    MOVEMENTS[Bill.BIMONTHLY]: 100,
}  # fmt: skip
LEAST: Final = {**LENGTH, PEOPLE[Bill.MONTHLY]: 106, PEOPLE[Bill.BIMONTHLY]: 120}
"""The length from which a line has all that is read of it: an editor may have taken the spaces at its end."""
EMPLOYER: Final[dict[str, Span]] = {"registro": (24, 34), "mes": (96, 97), "anio": (98, 101), "totales": (121, 252)}
PERSON: Final[dict[Bill, dict[str, Span]]] = {
    Bill.MONTHLY: {"registro": (1, 11), "nss": (24, 34), "nombre": (36, 85), "curp": (89, 106)},
    Bill.BIMONTHLY: {
        "registro": (1, 11), "nss": (22, 32), "nombre": (34, 83), "curp": (87, 104), "credito": (110, 119),
        "descuento": (120, 120), "valor": (121, 129),
    },
}  # fmt: skip
MOVEMENT: Final[dict[Bill, dict[str, Span]]] = {
    Bill.MONTHLY: {
        "registro": (1, 11), "nss": (24, 34), "tipo": (36, 36), "fecha": (37, 46), "dias": (47, 48), "sbc": (49, 54),
    },
    Bill.BIMONTHLY: {
        "registro": (1, 11), "nss": (22, 32), "tipo": (34, 34), "fecha": (35, 44), "dias": (45, 46), "sbc": (47, 52),
        "aportacion": (86, 92), "amortizacion": (93, 100),
    },
}  # fmt: skip
FIRST_AMOUNT: Final = {Bill.MONTHLY: 55, Bill.BIMONTHLY: 53}
AMOUNT: Final = 8  # positions
TOTAL: Final = 12  # positions
SHARES: Final[dict[Bill, tuple[tuple[str, Parte], ...]]] = {
    bill: tuple(
        (ramo.key, parte)
        for ramo in RAMOS
        if ramo.period is bill and ramo.key != "infonavit"
        for parte, rate in ((Parte.PATRON, ramo.employer), (Parte.OBRERO, ramo.worker))
        if rate is not None
    )
    for bill in Bill
}
"""The amounts in centavos of a line, in their order: eleven a month, three a bimester."""
HOME: Final = ("infonavit", Parte.PATRON)

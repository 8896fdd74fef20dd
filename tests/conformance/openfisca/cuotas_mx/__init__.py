# SPDX-License-Identifier: AGPL-3.0-or-later
"""The contributions of the Ley del Seguro Social as an OpenFisca country package, written apart from ventanilla.

It was written from the text of the law's rules alone, so that where both agree to the centavo neither copied the
other's mistake. Every amount is an integer of centavos, every rate an integer of ten-millionths (1.13065% = 113065).
A month is a mask: bit ``d - 1`` of an integer is day ``d``.
"""

from pathlib import Path

from openfisca_core.taxbenefitsystems import TaxBenefitSystem
from openfisca_core.variables import Variable

from cuotas_mx.entities import Trabajador
from cuotas_mx.variables import base, bimestrales, entradas, mensuales


class CountryTaxBenefitSystem(TaxBenefitSystem):
    """One entity, the worker with one employer; the law's parameters are the files of ``parameters``."""

    def __init__(self) -> None:
        super().__init__([Trabajador])
        for module in (entradas, base, mensuales, bimestrales):
            self.add_variables(
                *(
                    named
                    for named in vars(module).values()
                    if isinstance(named, type) and issubclass(named, Variable) and named.__module__ == module.__name__
                )
            )
        self.load_parameters(str(Path(__file__).parent / "parameters"))

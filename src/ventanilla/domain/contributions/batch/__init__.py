"""Many determinations at once: the same law as ``determinar``, compiled to arrays and run over columns.

Needs the extra ``batch`` (NumPy, Numba, PyArrow), and nothing else of the library imports it. The law is not written
here again: ``compile_law`` asks the scalar rules and the branch table for every number and every choice of a span of
dates, and the kernel only knows how days are cut and added. Column layouts, bounds and the cache of compiled code are
in ``docs/reference/batch.md``.

>>> from datetime import date
>>> from decimal import Decimal
>>> from ventanilla.domain.contributions import Patron, Period, Prima, Trabajador
>>> from ventanilla.kernel.money import Money
>>> marzo = Period.month(2018, 3)
>>> law = compile_law(marzo)
>>> rows = Rows.of([(Trabajador.fijo(Money("174.20"), marzo), marzo, 0)])
>>> found = determine(rows, Employers.of([Patron((Prima(date(2018, 1, 1), Decimal("1.13065")),))], law), law)
>>> found.patron.tolist(), found.obrero.tolist(), found.refused
([136189], [12825], {})
"""

from .columns import Employers, Rows
from .compiled import CompiledLaw, compile_law
from .reasons import MOTIVOS, Codigo
from .results import Results, determine

__all__ = ["MOTIVOS", "Codigo", "CompiledLaw", "Employers", "Results", "Rows", "compile_law", "determine"]

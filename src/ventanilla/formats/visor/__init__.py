"""The institution's emission as the "visor" ZIP has it: ``CDCOBRA/Tempo/*.txt``, lines of fixed positions.

Who a worker is and what is owed for them are in different files, so all the files are given together. The positions
are those of the public programs that read them; **no genuine file is known to this project**.

>>> from datetime import date
>>> members = write([], date(2026, 2, 1), "Z9912345105")
>>> sorted(name.rpartition("/")[2] for name in members)
['CDEMAS99.txt', 'CDEMMO99.txt', 'CDEMPA99.txt']
"""

from .reading import read, recognizes
from .writing import DoesNotFit, write

__all__ = ["DoesNotFit", "read", "recognizes", "write"]

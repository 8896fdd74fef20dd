"""Lines of fixed width: a table says what each column holds, and reading and writing go by that same table.

Columns count from 1 and include both ends, as the institutions print them.

>>> layout = Layout("EJEMPLO", 12, (Field("NSS", 1, 11, Kind.NSS), Field("final", 12, 12, Kind.CONST, "9")))
>>> layout.compose({"NSS": "99178500015"})
'991785000159'
>>> [field.name for field in layout.wrong("991785000169")]
['NSS']
"""

from .layout import MAX_SHIFT, Field, Kind, Layout, Moved

__all__ = ["MAX_SHIFT", "Field", "Kind", "Layout", "Moved"]

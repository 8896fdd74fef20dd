"""Giving the signature field its place among the tags of a document, so that a screen reader finds it.

PDF/UA-1 (ISO 14289-1, 7.18.4) asks that a field's widget be enclosed by a ``Form`` tag. The typesetter tags its
own pages; the field comes with the seal, so its tag does too: one ``Form`` at the end of the document.
"""

from __future__ import annotations

from typing import Any

from pyhanko.pdf_utils.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, NumberObject, pdf_name
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter

from .port import BadSeal


def tag_field(writer: IncrementalPdfFileWriter, field: IndirectObject) -> None:
    """Tag ``field``, which is also its widget. BadSeal where the document has no tags."""
    if "/StructTreeRoot" not in writer.root:
        raise BadSeal("the document has no tags: it is not one of ours")
    tree = writer.root["/StructTreeRoot"]
    document = tree["/K"].raw_get(0)
    widget = writer.get_object(field.reference)
    key = int(tree["/ParentTreeNextKey"])
    held = {pdf_name("/Type"): pdf_name("/OBJR"), pdf_name("/Obj"): field, pdf_name("/Pg"): widget.raw_get("/P")}
    tag = writer.add_object(
        _dictionary(
            {
                pdf_name("/Type"): pdf_name("/StructElem"),
                pdf_name("/S"): pdf_name("/Form"),
                pdf_name("/P"): document,
                pdf_name("/Alt"): widget["/TU"],
                pdf_name("/K"): ArrayObject([_dictionary(held)]),
            }
        )
    )
    widget[pdf_name("/StructParent")] = _number(key)  # the field is new: it is written anyway
    branch = writer.get_object(document.reference)
    branch["/K"].append(tag)
    tree["/ParentTree"]["/Nums"].extend((_number(key), tag))
    tree[pdf_name("/ParentTreeNextKey")] = _number(key + 1)
    for changed in (branch, tree["/ParentTree"]["/Nums"], tree):
        writer.update_container(changed)


def _number(value: int) -> NumberObject:
    return NumberObject(value)  # type: ignore[no-untyped-call]  # pyHanko's own


def _dictionary(entries: dict[NameObject, Any]) -> DictionaryObject:
    return DictionaryObject(entries)  # type: ignore[no-untyped-call]  # pyHanko's own

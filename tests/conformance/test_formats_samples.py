"""The samples of IDSE and SUA that are shared with developers: all are read without a word, and written back alike."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from ventanilla.formats import idse, sua
from ventanilla.formats.file import File
from ventanilla.formats.finding import Finding
from ventanilla.formats.records import Ausentismo, Credito, Ficha, Incapacidad, Movimiento, Record

SHARED = Path(os.environ.get("VENTANILLA_SHARED_DATA", Path(__file__).parents[3] / "shared" / "data"))
FOLDER = SHARED / "formats"
pytestmark = pytest.mark.skipif(not FOLDER.is_dir(), reason="the samples are not here: set VENTANILLA_SHARED_DATA")
EXPECTED = {
    "IDSE_02_baja.txt": 1,
    "IDSE_07_modificacion.txt": 1,
    "IDSE_08_reingreso.txt": 2,
    "SUA_AFIL.TXT": 1,
    "SUA_ASEG.TXT": 3,  # two workers and a credit
    "SUA_CRED.TXT": 3,
    "SUA_INCAP.TXT": 2,
    "SUA_MOVT.TXT": 5,
}


def written(name: str, records: list[Record]) -> bytes:
    """Those records as the file that gave them."""
    fichas = [one for one in records if isinstance(one, Ficha)]
    creditos = [one for one in records if isinstance(one, Credito)]
    movimientos = [one for one in records if isinstance(one, Movimiento)]
    incapacidades = [one for one in records if isinstance(one, Incapacidad)]
    if name.startswith("IDSE"):
        return b"".join(idse.write(movimientos, movimientos[0].tipo))
    if "MOVT" in name:
        return b"".join(
            sua.write_movt(one for one in records if isinstance(one, Movimiento | Ausentismo | Incapacidad))
        )
    if "ASEG" in name:
        return b"".join(sua.write_aseg(fichas, creditos))
    if "AFIL" in name:
        return b"".join(sua.write_afil(fichas))
    return b"".join(sua.write_incap(incapacidades) if "INCAP" in name else sua.write_cred(creditos))


def test_every_sample_is_known() -> None:
    assert {path.name for path in FOLDER.iterdir()} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
def test_a_sample_is_read_without_a_word_and_written_back_alike(name: str) -> None:
    content = (FOLDER / name).read_bytes()
    is_idse = name.startswith("IDSE")
    assert idse.recognizes(content[:4096], name) is is_idse
    assert sua.recognizes(content[:4096], name) is not is_idse
    said = list((idse if is_idse else sua).read(File.of_bytes(name, content)))
    assert [one for one in said if isinstance(one, Finding)] == []
    records = [one for one in said if not isinstance(one, Finding)]
    assert len(records) == EXPECTED[name]
    assert written(name, records) == content

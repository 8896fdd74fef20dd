"""The second language is complete: every sentence of the web, and what is compiled is what is written."""

from __future__ import annotations

import gettext
import io
import re
import subprocess
import sys
from typing import Final

import pytest
from django.utils.translation import gettext as translate
from django.utils.translation import ngettext, override

from ventanilla.web.design.components import HERE

ROOT: Final = HERE.parents[4]
TOOL: Final = ROOT / "frontend" / "messages.py"
FOLDER: Final = HERE.parents[1] / "locale" / "en" / "LC_MESSAGES"
BLANK: Final = re.compile(r"%\(\w+\)s|{\w+}|</?\w+[^>]*>")


def catalogue() -> dict[str | tuple[str, int], str]:
    compiled = gettext.GNUTranslations(io.BytesIO((FOLDER / "django.mo").read_bytes()))
    return dict(compiled._catalog)  # type: ignore[attr-defined]  # the standard library gives no other way to walk it


@pytest.mark.skipif(not TOOL.is_file(), reason="the tool comes with the checkout only")
def test_every_sentence_is_translated_and_compiled() -> None:
    done = subprocess.run([sys.executable, str(TOOL), "--check"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_translation_keeps_its_blanks_and_its_markup() -> None:
    for key, said in catalogue().items():
        source = key[0] if isinstance(key, tuple) else key
        if source:
            assert sorted(BLANK.findall(said)) == sorted(BLANK.findall(source)), source


def test_english_speaks() -> None:
    with override("en"):
        assert translate("El archivo .key y su contraseña no salen de este dispositivo.") == (
            "The .key file and its password do not leave this device."
        )
        one, many = "Encontramos %(found)s trámite.", "Encontramos %(found)s trámites."
        assert ngettext(one, many, 2) == "We found %(found)s procedures."
    with override("es-mx"):
        assert translate("Salir") == "Salir"


def test_nothing_is_said_outside_a_translation() -> None:
    """Words between tags that no ``translate`` wraps: only names of formats and marks."""
    loose = set()
    for path in (*(HERE.parents[1] / "templates").rglob("*.html"), *HERE.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        source = re.sub(
            r"{#.*?#}|{% blocktranslate.*?{% endblocktranslate %}|<script.*?</script>", " ", source, flags=re.DOTALL
        )
        source = re.sub(r"{%.*?%}|{{.*?}}|<code.*?</code>|<[^>]*>", " ", source, flags=re.DOTALL)
        loose |= set(re.findall(r"[^\W\d_]{3,}", source))
    assert loose <= {"PDF", "cer", "key", "RFC", "English", "Español", "aria", "value", "doctype"}

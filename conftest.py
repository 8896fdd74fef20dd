"""Before anything of the office is imported: tests begin in an installation of their own, whatever the shell says.

The developer's ``var``, mode, clock and database are none of the tests' business; their own ``var`` is a temporary
folder, and their clock starts at the demonstration date and is one for all processes of the session.
"""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from ventanilla.kernel.clock import Clock

FOLDER = "VENTANILLA_TEST_FOLDER"  # made by the first process of the session; workers of xdist inherit it
OURS = ("TEST_DATABASE", "TEST_DURABLE", "SHARED_DATA", "SCREENSHOTS", "API_EXAMPLES", "CHROMIUM")
KEPT = {FOLDER, *(f"VENTANILLA_{name}" for name in OURS)}
DEMONSTRATION = "2026-11-22T09:00"

_first = FOLDER not in os.environ
if _first:
    for name in [name for name in os.environ if name.startswith("VENTANILLA_") and name not in KEPT]:
        del os.environ[name]
    os.environ.pop("DATABASE_URL", None)
    os.environ[FOLDER] = tempfile.mkdtemp(prefix="ventanilla-tests-")
    os.environ["VENTANILLA_VAR"] = str(Path(os.environ[FOLDER]) / "var")
    os.environ["VENTANILLA_CLOCK"] = f"{Clock.parse(DEMONSTRATION).shift_seconds:+d}"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ventanilla.config.settings")


# No test is judged by its time: a busy machine draws slowly and takes long. What CI says of a tree it says again: there
# the draw is of the tree alone (Hypothesis's own profile). Elsewhere each run draws anew, and `make faults` draws much.
settings.register_profile(
    "house",
    parent=settings.get_profile("ci" if os.environ.get("CI") else "default"),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("house")
# `make coverage` asks which branches are run, and draws little and always the same; `make test` draws for real.
settings.register_profile(
    "coverage", parent=settings.get_profile("house"), max_examples=10, derandomize=True, database=None
)


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    from django.conf import settings

    assert settings.configured or settings.INSTALLED_APPS  # read now: pytest-django sets up what has been configured
    if _first:
        config.add_cleanup(_end_session)


def _end_session() -> None:
    """Stop the session's server, if a test began one, and remove all that the session wrote."""
    import shutil

    from ventanilla.adapters.postgres.local import LocalServer

    folder = Path(os.environ.pop(FOLDER))
    if (folder / "pg" / "pg").exists():
        LocalServer(folder / "pg").shut_down()
    shutil.rmtree(folder)

"""One parser driven by coverage for some minutes: ``python -m tests.fuzz.campaign idse 600 FOLDER``.

It ends with 0 if the parser never crashed, hung or passed its memory; libFuzzer says how many inputs it ran, and keeps
the one that failed in the folder given. Atheris, which drives it, is a tool of the tests.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Final

MEMORY_MB: Final = 1024  # of the process, the instrumented interpreter among it
SLOWEST: Final = 25  # seconds that one input may take on a busy machine
LONGEST: Final = 64 * 1024  # bytes of an input


def main(target: str, seconds: int, folder: Path) -> None:
    """Run ``tests.fuzz.TARGET`` for so long; does not return."""
    import atheris

    with atheris.instrument_imports(include=["ventanilla.formats"]):
        module = importlib.import_module(f"tests.fuzz.{target}")
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for n, seed in enumerate(module.SEEDS):
        (corpus / f"seed-{n}").write_bytes(seed)
    atheris.Setup(
        [
            sys.argv[0],
            f"-max_total_time={seconds}",
            f"-rss_limit_mb={MEMORY_MB}",
            f"-timeout={SLOWEST}",
            f"-max_len={LONGEST}",
            f"-artifact_prefix={folder}/",
            "-print_final_stats=1",
            str(corpus),
        ],
        getattr(module, f"one_input_{target}"),
    )
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))

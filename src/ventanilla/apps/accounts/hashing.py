"""How a password is kept: Argon2id, with the parameters that its guide advises and this office can pay."""

from __future__ import annotations

from typing import Final

from django.contrib.auth.hashers import Argon2PasswordHasher

# OWASP's Password Storage guide, first of its equal choices. One check costs some 20 ms of one core (measured by
# `make bench` and `make attack`): a heavier one would let fifty guesses a second take the office from everybody.
PASSES: Final = 2
MEMORY_KIB: Final = 19 * 1024
LANES: Final = 1


class Argon2id(Argon2PasswordHasher):
    """Django's hasher with the parameters above; a password kept with others is hashed again when it is next used."""

    time_cost = PASSES
    memory_cost = MEMORY_KIB
    parallelism = LANES

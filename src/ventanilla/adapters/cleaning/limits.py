"""The walls of the process apart, which it puts up around itself before it reads a byte.

Memory, processor time and what it may write are bounded by the kernel; and from then on the kernel refuses it a socket
(seccomp, on Linux for x86-64 and arm64; elsewhere the bounds alone stand).
"""

from __future__ import annotations

import ctypes
import errno
import platform
import resource
import struct
import sys
from typing import Final

MEMORY_BYTES: Final = 1 << 30  # an image of 40 million points and its copy, with room
CPU_SECONDS: Final = 20
OUTPUT_BYTES: Final = 128 << 20  # of any file it writes
OPEN_FILES: Final = 64

_PR_SET_NO_NEW_PRIVS: Final = 38  # <linux/prctl.h>
_PR_SET_SECCOMP: Final = 22
_SECCOMP_MODE_FILTER: Final = 2
_ALLOW: Final = 0x7FFF0000  # <linux/seccomp.h>
_ERRNO: Final = 0x00050000
_LOAD, _JUMP_EQUAL, _RETURN = 0x20, 0x15, 0x06  # <linux/bpf_common.h>: ld abs, jeq, ret
_ARCHITECTURES: Final = {"x86_64": (0xC000003E, (41, 53)), "aarch64": (0xC00000B7, (198, 199))}  # socket, socketpair


def confine(memory_bytes: int = MEMORY_BYTES, cpu_seconds: int = CPU_SECONDS) -> None:
    """Bound this process; it cannot be undone, and whatever it starts inherits it."""
    for what, most in (
        (resource.RLIMIT_AS, memory_bytes),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, OUTPUT_BYTES),
        (resource.RLIMIT_NOFILE, OPEN_FILES),
        (resource.RLIMIT_CORE, 0),  # a core would hold the person's file
    ):
        resource.setrlimit(what, (most, most))
    known = _ARCHITECTURES.get(platform.machine())
    if sys.platform == "linux" and known is not None:
        _without_sockets(*known)


def _without_sockets(architecture: int, calls: tuple[int, ...]) -> None:
    """Refuse, with EACCES, the calls that make a socket; a call of another architecture is refused whole."""
    refused = _ERRNO | errno.EACCES
    lines = [
        (_LOAD, 0, 0, 4),  # seccomp_data.arch
        (_JUMP_EQUAL, 1, 0, architecture),
        (_RETURN, 0, 0, refused),
        (_LOAD, 0, 0, 0),  # seccomp_data.nr
    ]
    for number in calls:
        lines += [(_JUMP_EQUAL, 0, 1, number), (_RETURN, 0, 0, refused)]
    lines.append((_RETURN, 0, 0, _ALLOW))
    code = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *line) for line in lines))
    program = ctypes.create_string_buffer(struct.pack("HxxxxxxP", len(lines), ctypes.addressof(code)))
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) or libc.prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, program, 0, 0):
        raise OSError(ctypes.get_errno(), "seccomp")

"""Whether a workbook or JSON, which are held in memory whole, can be: tried in a child process first.

How much memory a file takes cannot be told from its size: 1.8 to 6 times its unpacked bytes, 31 times for a JSON of
short numbers, and any amount for repeated texts, a stray cell far from the others or one damaged byte. Where there is
too little the native reader ends the process without an exception, and the night with it; a child ends alone.
"""

from __future__ import annotations

import faulthandler
import os
import resource
import signal
import sys
import warnings
from collections.abc import Callable
from pathlib import Path

from sources.errors import UnreadableExport

MAX_MEMORY = 1280 << 20
"""Leaves, of 2 GiB, what the process holds besides: its code, records on their way, DuckDB's writer."""
TOO_MUCH = 3
STDERR = 2
REMEDY = "Split it, or export it as CSV, which is read piece by piece; a small file that needs so much is damaged."


def check_memory(load: Callable[[], object], name: str, what: str) -> None:
    """Call `load` in a child process that may take `MAX_MEMORY` more bytes than this one has.

    Any other failure of `load` is left to the caller, who will meet it too. Only Linux limits a process's address space
    and shows it in /proc: elsewhere nothing is tried.

    Args:
        load: loads the file; what it returns is thrown away.
        name: the file, in messages.
        what: what the file is: "workbook", "JSON".

    Raises:
        UnreadableExport: `load` takes more memory, or ends the process.
    """
    if sys.platform != "linux":
        return
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
    most = pages * resource.getpagesize() + MAX_MEMORY
    with warnings.catch_warnings():
        # Other threads do not go on in the child, which calls nothing that waits for them.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        _try(load, most)
    _, status = os.waitpid(child, 0)
    ended = os.waitstatus_to_exitcode(status)
    if ended in (TOO_MUCH, -signal.SIGABRT, -signal.SIGKILL):
        raise UnreadableExport(
            f"the {what} takes more than {MAX_MEMORY >> 20:,} MiB of memory to open",
            REMEDY,
            file=name,
            expected=f"at most {MAX_MEMORY >> 20:,} MiB",
        )
    if ended < 0:
        raise UnreadableExport(
            f"the {what} is damaged: its reader ended with {signal.Signals(-ended).name}",
            "Export or copy it again; nothing was loaded.",
            file=name,
        )


def _try(load: Callable[[], object], most: int) -> None:
    """In the child: never returns."""
    ended = 0
    try:
        os.dup2(os.open(os.devnull, os.O_WRONLY), STDERR)  # where a native reader would tell of its end
        faulthandler.disable()
        resource.setrlimit(resource.RLIMIT_AS, (most, resource.getrlimit(resource.RLIMIT_AS)[1]))
        resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
        load()
    except MemoryError:
        ended = TOO_MUCH
    except BaseException:
        ended = 0
    finally:
        os._exit(ended)

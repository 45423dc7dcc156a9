"""Is there a virus in a file that arrives? Asked of the program that the installation names, before anything is stored.

``RUMBO_VIRUS_SCAN`` names it: ``clamd:/run/clamav/clamd.ctl`` or ``clamd:host:3310`` for ClamAV's own server, else a
command that is given the file's path and ends with 0 (clean) or 1 (something found). Where it is not set nothing is
scanned; where it is set and does not answer, nothing is accepted.
"""

import io
import shlex
import subprocess
import tempfile
from pathlib import Path

from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket, CommunicationError
from django.conf import settings

from rumbo.core.errors import InputError, Problem
from rumbo.core.language import _

_SERVER = "clamd:"
_SECONDS = 60
_CLEAN, _FOUND = 0, 1


def scan(content: bytes, name: str) -> None:
    """Refuse a file in which the scanner finds something, or on which it does not answer.

    Raises:
        InputError: something was found, or the scanner that the installation names does not answer.
    """
    named = settings.VIRUS_SCAN
    if not named:
        return
    try:
        found = _ask_server(named.removeprefix(_SERVER), content) if named.startswith(_SERVER) else _run(named, content)
    except (OSError, ValueError, CommunicationError, subprocess.SubprocessError) as silent:
        what = _("The file could not be scanned for viruses, so it was not stored.")
        mend = _("Try again in some minutes; if it happens again, tell the administrators.")
        raise InputError(Problem(what, name, mend)) from silent
    if found:
        what = _("The scanner found something in the file ({found}); it was not stored.").format(found=found)
        raise InputError(Problem(what, name, _("Clean the computer that it comes from, and send a sound file.")))


def _ask_server(address: str, content: bytes) -> str:
    """What ClamAV's server finds; empty for a clean file."""
    host, colon, port = address.rpartition(":")
    server = (
        ClamdNetworkSocket(host, int(port), timeout=_SECONDS)
        if colon and port.isdecimal()
        else ClamdUnixSocket(address, timeout=_SECONDS)
    )
    state, details = server.instream(io.BytesIO(content)).get("stream", ("ERROR", None))
    if state not in {"OK", "FOUND"}:
        raise CommunicationError(details or state)
    return (details or _("unnamed")) if state == "FOUND" else ""


def _run(command: str, content: bytes) -> str:
    """What a command finds; empty for a clean file."""
    with tempfile.TemporaryDirectory(prefix="rumbo-scan-") as folder:
        file = Path(folder) / "file"
        file.write_bytes(content)
        done = subprocess.run(  # noqa: S603 - the installation's own command; the path is ours
            [*shlex.split(command), str(file)], capture_output=True, timeout=_SECONDS, check=False
        )
    if done.returncode not in {_CLEAN, _FOUND}:
        raise subprocess.SubprocessError(done.returncode)
    told = done.stdout.decode("utf-8", "replace").strip().splitlines()
    return "" if done.returncode == _CLEAN else (told[-1][:200] if told else _("unnamed"))

"""In which encoding a text file was saved, and its text."""

import codecs
import io

from charset_normalizer import from_bytes

from rumbo.core.errors import Problem
from rumbo.core.intake.errors import IntakeError
from rumbo.core.language import _

_MARKS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What Windows, old DOS programs and old Macs write in Spanish-speaking offices, the likeliest first.
_OFFICE = ["cp1252", "cp850", "mac_roman"]
_SAMPLE = 1 << 16


def decoded(data: bytes, name: str) -> tuple[str, str]:
    """The text of a file and the name of its encoding.

    A byte-order mark decides; else UTF-8 where the bytes are valid UTF-8; else UTF-16 without a mark; else the
    likeliest of the encodings of old office programs.

    Raises:
        IntakeError: where the file is not a text.
    """
    encoding = next((found for mark, found in _MARKS if data.startswith(mark)), None) or _guessed(data)
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise _no_text(name, data[: error.start].count(b"\n") + 1) from error
    if "\x00" in text:
        raise _no_text(name, text[: text.index("\x00")].count("\n") + 1)
    return text, encoding


def _guessed(data: bytes) -> str:
    if _is_utf8(data):
        return "utf-8"
    if b"\x00" in data:
        even, odd = data[::2].count(0), data[1::2].count(0)
        return "utf-16-le" if odd > even else "utf-16-be"
    best = from_bytes(_sample(data), cp_isolation=_OFFICE).best()
    guess = best.encoding if best else "cp1252"
    try:
        data.decode(guess)
    except UnicodeDecodeError:
        return "latin-1"
    return guess


def _sample(data: bytes) -> bytes:
    """The first lines that are not plain ASCII: only they tell one encoding from another."""
    found = bytearray()
    for line in io.BytesIO(data):
        if not line.isascii():
            found += line
        if len(found) > _SAMPLE:
            break
    return bytes(found[:_SAMPLE])


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _no_text(name: str, line: int) -> IntakeError:
    return IntakeError(
        Problem(
            _("The file is not a text: it holds bytes that no text has."),
            f"{name}:{line}",
            _("Save it again as “CSV UTF-8”, or send the form as .xlsx."),
        )
    )

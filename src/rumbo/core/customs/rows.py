"""How bytes become rows of text: cut at line ends, decoded, and none longer than a row can be."""

from collections.abc import Iterator

from rumbo.core.customs.archive import ByteSource
from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _

#: No customs line takes more bytes than this.
LONGEST = 128 * 1024
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"
_WIDE_MARKS = (b"\xff\xfe", b"\xfe\xff")


class Rows:
    """The rows of a text: the first one at once, the others in stretches."""

    def __init__(self, source: ByteSource, encoding: str, name: str, block: int) -> None:
        self._source, self._encoding, self._name, self._block = source, encoding, name, block
        self._left = b""
        self.first = self._first()

    def stretches(self) -> Iterator[list[str]]:
        """The rows after the first, some thousands at a time; empty lines are left out.

        A row that is longer than :data:`LONGEST` comes as its beginning, one letter longer than that.
        """
        skipping = False
        while block := self._source.read(self._block):
            if skipping:
                # The rest of a row that was already told to be too long.
                _tail, found, block = block.partition(b"\n")
                skipping = not found
            lines, end, rest = (self._left + block).rpartition(b"\n")
            self._left = rest
            rows = self._cut(lines) if end else []
            if len(rest) > LONGEST:
                rows.append(decoded(rest[:LONGEST], self._encoding).ljust(LONGEST + 1))
                self._left, skipping = b"", True
            yield rows
        if self._left.strip():
            yield self._cut(self._left)

    def _cut(self, lines: bytes) -> list[str]:
        """Whole lines as rows."""
        text = decoded(lines.replace(b"\r\n", b"\n").replace(b"\r", b" ").replace(b"\0", b" "), self._encoding)
        rows = [row for row in text.split("\n") if row.strip()]
        return [row[: LONGEST + 1] for row in rows] if len(text) > LONGEST else rows

    def _first(self) -> str:
        """The first row that is not empty; what was read beyond it is kept."""
        while not (line := self._next_line().removeprefix(_BYTE_ORDER_MARK)).strip():
            if not self._left and not line:
                what = _("The file is empty: the row that names the columns was expected.")
                raise CustomsError(Problem(what, self._name, _("Download the file again.")))
        if line.startswith(_WIDE_MARKS):
            what = _("The text is written in UTF-16, two bytes a letter.")
            raise CustomsError(Problem(what, self._name, _("Save it as UTF-8 and bring it in again.")))
        plain = line.rstrip(b"\r\n").replace(b"\r", b" ").replace(b"\0", b" ")
        return decoded(plain, self._encoding)

    def _next_line(self) -> bytes:
        """One line from the beginning; nothing at the end of the file."""
        while b"\n" not in self._left and len(self._left) <= LONGEST:
            block = self._source.read(LONGEST)
            if not block:
                line, self._left = self._left, b""
                return line
            self._left += block
        line, _end, self._left = self._left.partition(b"\n")
        if len(line) > LONGEST:
            what = _("The first row is longer than {bytes} bytes: this is no table with one line a row.")
            mend = _("Give the file as the customs authority publishes it.")
            raise CustomsError(Problem(what.format(bytes=LONGEST), self._name, mend))
        return line + b"\n"


def decoded(lines: bytes, encoding: str) -> str:
    """Text of bytes: UTF-8 where they are UTF-8, else the code page that was told; never an error.

    Letters beyond ASCII of a single-byte code page are no UTF-8, so the attempt tells them apart.
    """
    try:
        return lines.decode("utf-8")
    except UnicodeDecodeError:
        if b"\n" in lines:
            return "\n".join(decoded(line, encoding) for line in lines.split(b"\n"))
        page = "latin-1" if encoding.lower().replace("_", "-") in {"utf-8", "utf8", "ascii"} else encoding
        return lines.decode(page, "replace")

"""Who traded, without telling who a natural person is: kinds of tax ids, check digits, pseudonyms.

Peru's tax id (RUC) has eleven digits: two of kind (10 natural person, 20 company, 15, 16 and 17 other kinds, most of
them natural persons too), eight that in a natural person's are the number of the identity card, and a check digit. An
id that is not a company's is replaced by a pseudonym before anything is written.
"""

import hashlib
import hmac
import os
import re
import secrets
from pathlib import Path

import numpy as np
import polars as pl

from rumbo.core.customs.errors import CustomsError
from rumbo.core.errors import Problem
from rumbo.core.language import _

_RUC_WEIGHTS = np.array([5, 4, 3, 2, 7, 6, 5, 4, 3, 2])
_RUC_DIGITS = 11
_RUC = re.compile("(?:10|15|16|17|20)[0-9]{9}")
_KEY_BYTES = 32
#: How a pseudonym begins, so that it is never taken for a tax id.
PSEUDONYM = "np-"
_PSEUDONYM_DIGITS = 32


class Pseudonyms:
    """Pseudonyms of one workspace: the same id gives the same pseudonym, and no pseudonym gives its id back.

    HMAC-SHA256 under a secret key: without the key the identity numbers, which are few enough to try them all, cannot
    be found from their pseudonyms. Whoever loses the key can import no further file whose natural persons match the
    ones of the lake; it belongs in the backup of the workspace, and nowhere else.
    """

    def __init__(self, key: bytes) -> None:
        if len(key) < _KEY_BYTES:
            what = _("The pseudonym key is shorter than {bytes} bytes.").format(bytes=_KEY_BYTES)
            raise CustomsError(Problem(what, mend=_("Restore the key of this workspace from its backup.")))
        self._key = key

    @classmethod
    def stored(cls, file: Path) -> "Pseudonyms":
        """The pseudonyms of the workspace whose key this file holds; the key is made once, when there is none.

        Args:
            file: ``pseudonym-key`` in the workspace, readable by its owner only.

        Raises:
            CustomsError: the file cannot be read or written, or does not hold a key.
        """
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            _make_once(file)
            return cls(bytes.fromhex(file.read_text("ascii").strip()))
        except (OSError, ValueError) as error:
            what = _("The pseudonym key cannot be used: {why}.").format(why=error)
            raise CustomsError(
                Problem(what, str(file), _("Restore the key of this workspace from its backup."))
            ) from error

    def of(self, identity: str) -> str:
        """The pseudonym of one id; blanks around it and letter case do not matter."""
        digest = hmac.new(self._key, identity.strip().upper().encode(), hashlib.sha256).hexdigest()
        return PSEUDONYM + digest[:_PSEUDONYM_DIGITS]

    def of_series(self, identities: pl.Series) -> pl.Series:
        """The pseudonyms of many ids, each different id worked out once."""
        different = identities.drop_nulls().unique()
        return identities.replace_strict(
            different, [self.of(i) for i in different], default=None, return_dtype=pl.String
        )


def _make_once(file: Path) -> None:
    """Write a new key where there is none; of two processes that try at once one wins and both use its key."""
    if file.exists():
        return
    draft = file.with_name(f"{file.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(descriptor, "w", encoding="ascii") as stream:
            stream.write(secrets.token_hex(_KEY_BYTES) + "\n")
            stream.flush()
            os.fsync(stream.fileno())
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def ruc_valid(identities: pl.Series) -> pl.Series:
    """Whether each id is a RUC of eleven digits of a known kind whose check digit holds (modulo 11).

    Args:
        identities: ids without blanks; null counts as not valid.
    """
    shaped = identities.str.contains(f"^{_RUC.pattern}$").fill_null(value=False)
    right = np.zeros(len(identities), dtype=bool)
    joined = "".join(identities.filter(shaped).to_list())
    digits = np.frombuffer(joined.encode(), dtype=np.uint8).reshape(-1, _RUC_DIGITS).astype(np.int64) - ord("0")
    expected = (11 - (digits[:, :-1] * _RUC_WEIGHTS).sum(axis=1) % 11) % 10
    right[shaped.to_numpy()] = expected == digits[:, -1]
    return pl.Series(right)


def is_ruc(identity: str) -> bool:
    """Whether one text is a RUC whose check digit holds."""
    if not _RUC.fullmatch(identity):
        return False
    total = sum(int(digit) * weight for digit, weight in zip(identity, _RUC_WEIGHTS.tolist(), strict=False))
    return bool((11 - total % 11) % 10 == int(identity[-1]))

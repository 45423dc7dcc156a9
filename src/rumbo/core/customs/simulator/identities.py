"""Who the invented traders are: tax ids of ranges that were never given to anybody we know of, and invented names.

A company's id begins with 2099, far above the ones that the tax authority has reached; a natural person's with 10999,
whose identity card would begin with 999. Check digits hold (modulo 11). Names say that they are simulated.
"""

import numpy as np
import numpy.typing as npt

Integers = npt.NDArray[np.int64]

COMPANY_FIRST = 20_990_000_00
NATURAL_FIRST = 10_999_000_00
#: Ids without their check digit that each range has.
COMPANY_ROOM, NATURAL_ROOM = 1_000_000, 100_000
_WEIGHTS = (5, 4, 3, 2, 7, 6, 5, 4, 3, 2)


def company_ids(numbers: Integers) -> Integers:
    """Tax ids of companies by running number, eleven digits with the check digit."""
    return with_check_digit(COMPANY_FIRST + numbers % COMPANY_ROOM)


def natural_ids(numbers: Integers) -> Integers:
    """Tax ids of natural persons by running number, eleven digits with the check digit."""
    return with_check_digit(NATURAL_FIRST + numbers % NATURAL_ROOM)


def with_check_digit(roots: Integers) -> Integers:
    """Ids of ten digits with their eleventh: eleven minus the weighted sum modulo eleven, last digit of it."""
    total = np.zeros_like(roots)
    for place, weight in enumerate(reversed(_WEIGHTS)):
        total += roots // 10**place % 10 * weight
    return roots * 10 + (11 - total % 11) % 10


def company_name(number: int) -> str:
    """An invented company: nobody can take it for a real one."""
    endings = ("S.A.C.", "S.A.", "E.I.R.L.", "S.R.L.")
    return f"EXPORTADORA SIMULADA {number:06d} {endings[number % len(endings)]}"


def natural_name(number: int) -> str:
    """An invented natural person, with letters that only latin-1 can write."""
    return f"PEÑA SIMULADA MARÍA {number:06d}"

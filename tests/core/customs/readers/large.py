"""Large tables for measurements: realistic lines of a week of exports, made in a moment."""

import numpy as np
from tests.core.customs.readers.dbase import EXPORTS, GOOD, header, record


def many(lines: int, seed: int = 1) -> bytes:
    """A table of exports of that many lines, each with its own key, trader, product and figures."""
    rng = np.random.default_rng(seed)
    one = np.frombuffer(record(GOOD, EXPORTS), dtype=np.uint8)
    matrix = np.tile(one, (lines, 1))
    number = np.arange(lines)
    written = {
        "NDCL": number // 3 % 1_000_000,
        "NSER": number % 3 + 1 + number // 3_000_000 * 3,
        "UBIGEO": rng.integers(10101, 250401, lines),
        "PART_NANDI": rng.integers(100000000, 9700000000, lines),
        "CADU": rng.integers(10, 300, lines),
    }
    start = 1
    for name, _kind, width, decimals in EXPORTS:
        if name in written:
            matrix[:, start : start + width] = _digits(written[name], width)
        elif decimals:
            matrix[:, start : start + width] = _figure(rng.integers(1, 10**9, lines), width)
        elif name == "NDOC":
            kind = np.where(rng.random(lines) < 0.03, 10, 20)
            matrix[:, start : start + width] = _digits(kind * 10**9 + rng.integers(0, 10**6, lines) * 997, width)
        elif name == "FEMB":
            matrix[:, start : start + width] = _digits(20240115 + rng.integers(0, 7, lines), width)
        start += width
    return header(EXPORTS, lines) + matrix.tobytes() + b"\x1a"


def _digits(values: np.ndarray, width: int) -> np.ndarray:
    powers = 10 ** np.arange(width - 1, -1, -1)
    return (values[:, None] // powers % 10 + ord("0")).astype(np.uint8)


def _figure(values: np.ndarray, width: int) -> np.ndarray:
    digits = _digits(values, width - 1)
    point = np.full((len(values), 1), ord("."), dtype=np.uint8)
    return np.hstack([digits[:, :-3], point, digits[:, -3:]])

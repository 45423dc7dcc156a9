"""Count the size of the rooms: no module swells, no function sprawls (conventions, `docs/decisions/0002`).

Prints what is too large and returns 1; the exceptions are named here with their reason.
"""

import ast
import statistics
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
LARGEST_MODULE = 400
LARGEST_FUNCTION = 60
EXCEPTIONS = {
    "src/rumbo/core/policy/models.py": "one record after another: the schema of a policy, read as one page",
}


def functions(tree: ast.Module) -> list[tuple[str, int]]:
    """Name and length in lines of every function of a module."""
    found = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return [(node.name, (node.end_lineno or node.lineno) - node.lineno + 1) for node in found]


def main() -> int:
    """Measure every module under ``src`` and say which are too large."""
    faults, modules, lengths = [], [], []
    for path in sorted((ROOT / "src").rglob("*.py")):
        if "migrations" in path.parts:
            continue
        name, text = str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")
        size = text.count("\n")
        modules.append(size)
        if size > LARGEST_MODULE and name not in EXCEPTIONS:
            faults.append(f"{name}: {size} lines; split it, none may pass {LARGEST_MODULE}")
        for function, length in functions(ast.parse(text)):
            lengths.append(length)
            if length > LARGEST_FUNCTION:
                faults.append(f"{name}: {function}() has {length} lines; none may pass {LARGEST_FUNCTION}")
    print(
        f"{len(modules)} modules, median {statistics.median(modules):.0f} lines, largest {max(modules)}; "
        f"{len(lengths)} functions, median {statistics.median(lengths):.0f} lines, longest {max(lengths)}"
    )
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

"""A module imports only from floors below its own; what is imported late counts too."""

from __future__ import annotations

import ast
from pathlib import Path

import syndicate

FLOORS = [
    {"errors"},
    {"ledger", "vocabulary"},
    {"models"},
    {"encoding", "hypertext", "prose", "uri", "words"},
    {"schemaorg"},
    {"mapping"},
    {"settings"},
    {"formats"},
    {"engines", "markup", "schemas", "web"},
    {"page"},
    {"proof"},
    {"check"},
    {"site"},
    {"api", "spark"},
    {"cli", "__init__"},
]
LEVEL = {name: level for level, names in enumerate(FLOORS) for name in names}
ROOT = Path(syndicate.__file__).parent


def _floor(path: Path) -> str:
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def _typing_only(tree: ast.Module) -> set[int]:
    """Lines below ``if TYPE_CHECKING``, which import nothing when the program runs."""
    return {
        inner.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and "TYPE_CHECKING" in ast.unparse(node.test)
        for inner in ast.walk(node)
        if isinstance(inner, ast.ImportFrom | ast.Import)
    }


def _imports(path: Path) -> list[tuple[int, str]]:
    tree = ast.parse(path.read_text())
    skipped = _typing_only(tree)
    found = []
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.lineno not in skipped:
            assert node.level == 0, f"{path}:{node.lineno}: relative imports are not ours"
            module = node.module or ""
            if module == "syndicate":
                found += [(node.lineno, alias.name) for alias in node.names]
            elif module.startswith("syndicate."):
                found.append((node.lineno, module.split(".")[1]))
    return found


def test_every_part_of_the_package_has_a_floor():
    parts = {
        path.name.removesuffix(".py")
        for path in ROOT.iterdir()
        if path.suffix == ".py" or (path / "__init__.py").exists()
    }
    assert parts == set(LEVEL)


def test_imports_go_down():
    wrong = []
    for path in sorted(ROOT.rglob("*.py")):
        own = _floor(path)
        for line, target in _imports(path):
            if target in LEVEL and target != own and LEVEL[target] >= LEVEL[own]:
                wrong.append(f"{path.relative_to(ROOT)}:{line} ({own}) imports {target}")
    assert not wrong, "\n".join(wrong)

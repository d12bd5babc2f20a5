"""Plain values as block YAML that means the same to us and to readers of YAML 1.1 and 1.2."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

__all__ = ["dump"]

_TAG = "tag:yaml.org,2002:"


def dump(value: Mapping[str, Any]) -> str:
    """``value`` (plain JSON values) as block YAML, in the order that it has; whatever might be taken for something
    else than text is in quotes."""
    import yaml

    dumper = _dumper()
    return yaml.dump(
        dict(value), Dumper=dumper, allow_unicode=True, default_flow_style=False, sort_keys=False, width=float("inf")
    )


# Text that some reader of YAML 1.1 or 1.2 takes for a number, beyond what PyYAML's own resolver knows.
_LIKE_A_NUMBER = re.compile(r"[-+]?(?:\.?[0-9][0-9a-fA-FxXoO_.:eE+-]*|\.(?:inf|Inf|INF|nan|NaN|NAN))$")


# Line ends to YAML 1.1, which folds them; between double quotes they are escaped.
_OTHER_BREAKS = re.compile("[\x85\u2028\u2029]")


@cache
def _dumper() -> Any:
    import yaml

    class Dumper(yaml.SafeDumper):
        def ignore_aliases(self, _data: Any) -> bool:
            return True

    def text(dumper: yaml.SafeDumper, value: str) -> yaml.ScalarNode:
        style = None
        if _OTHER_BREAKS.search(value):
            style = '"'
        elif "\n" in value:
            # A block that ends with line ends has YAML put "..." behind it, which is a fence here.
            style = '"' if value.endswith("\n") else "|"
        elif value in ("", "~", "null", "Null", "NULL") or value.lower() in ("y", "n"):
            style = "'"
        return dumper.represent_scalar(f"{_TAG}str", value, style=style)

    def real(dumper: yaml.SafeDumper, value: float) -> yaml.ScalarNode:
        return dumper.represent_scalar(f"{_TAG}float", format(Decimal(repr(value)), "f"))

    Dumper.add_representer(str, text)
    Dumper.add_representer(float, real)
    Dumper.add_implicit_resolver("!number", _LIKE_A_NUMBER, list("-+.0123456789"))
    return Dumper

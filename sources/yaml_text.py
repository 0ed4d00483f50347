"""YAML as this project reads it: a key given twice in one mapping is refused, where YAML would keep the last."""

from __future__ import annotations

from typing import Any

import yaml

Fastest: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Loader(Fastest):  # type: ignore[misc]
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
        seen: set[str] = set()
        for key, _ in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value in seen:
                raise yaml.constructor.ConstructorError(None, None, f"{key.value!r} is given twice", key.start_mark)
            if isinstance(key, yaml.ScalarNode):
                seen.add(key.value)
        return super().construct_mapping(node, deep)


def load_yaml(text: str) -> Any:
    """The one document in a text.

    Raises:
        yaml.YAMLError: it is no YAML, or gives a key twice.
    """
    return yaml.load(text, Loader=_Loader)

"""Switches for what no source settles about the real APIs.

Every switch has a documented default and a source; `docs/fidelity/` lists them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Switch:
    """One open question about an API and the answers a person may choose from.

    `choices` empty means any value of the default's own type.
    """

    name: str
    default: bool | int | float | str
    meaning: str
    source: str
    choices: tuple[bool | int | float | str, ...] = ()


class UnknownSwitch(ValueError):
    """A name or a value that no declared switch knows."""


class SwitchBoard:
    """The switches of one simulator and where each stands."""

    def __init__(self, switches: Iterable[Switch]) -> None:
        self._switches = {switch.name: switch for switch in switches}
        self._values: dict[str, Any] = {}
        self.reset()

    def __getitem__(self, name: str) -> Any:
        """The present value; an undeclared name is a programming error and raises KeyError."""
        return self._values[name]

    def reset(self) -> None:
        """Put every switch back to its documented default."""
        self._values = {name: switch.default for name, switch in self._switches.items()}

    def set(self, wanted: Mapping[str, Any]) -> None:
        """Set several switches at once, all or none.

        Raises: UnknownSwitch, naming what is known.
        """
        for name, value in wanted.items():
            self._check(name, value)
        self._values.update(wanted)

    def _check(self, name: str, value: object) -> None:
        switch = self._switches.get(name)
        if switch is None:
            raise UnknownSwitch(
                f"no switch is called {name!r}; known: {', '.join(sorted(self._switches))}"
            )
        if switch.choices and value not in switch.choices:
            raise UnknownSwitch(f"{name} takes one of {list(switch.choices)}, not {value!r}")
        same_kind = isinstance(value, type(switch.default)) or (
            isinstance(switch.default, float) and isinstance(value, int)
        )
        if not same_kind:
            raise UnknownSwitch(f"{name} takes a {type(switch.default).__name__}, not {value!r}")

    def values(self) -> dict[str, Any]:
        """Where every switch stands."""
        return dict(self._values)

    def described(self) -> list[dict[str, Any]]:
        """Every switch with its meaning, source, default, choices and present value."""
        return [
            {
                "name": switch.name,
                "value": self._values[switch.name],
                "default": switch.default,
                "choices": list(switch.choices),
                "meaning": switch.meaning,
                "source": switch.source,
            }
            for switch in self._switches.values()
        ]

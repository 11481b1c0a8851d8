"""Reading Dash components as a person would: their words, and the parts of one kind."""

from collections.abc import Iterator

from dash.development.base_component import Component


def parts(component: object) -> Iterator[Component]:
    """A component and everything in it, in reading order."""
    if isinstance(component, list | tuple):
        for part in component:
            yield from parts(part)
    elif isinstance(component, Component):
        yield component
        yield from parts(getattr(component, "children", None))


def of_kind(component: object, kind: str) -> list[Component]:
    """The parts of a kind, e.g. "Td"."""
    return [part for part in parts(component) if part._type == kind]


def words(component: object) -> str:
    """The text in a component, as it is read."""
    if isinstance(component, list | tuple):
        return "".join(words(part) for part in component)
    if isinstance(component, Component):
        return words(getattr(component, "children", None))
    return "" if component is None else str(component)


def seen(component: object) -> str:
    """The text in a component without what is only there for screen readers."""
    if isinstance(component, list | tuple):
        return "".join(seen(part) for part in component)
    if isinstance(component, Component):
        hidden = "visually-hidden" in (getattr(component, "className", None) or "")
        return "" if hidden else seen(getattr(component, "children", None))
    return "" if component is None else str(component)

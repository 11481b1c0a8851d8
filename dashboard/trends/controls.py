"""A control for each part of a question over time."""

from dataclasses import replace

from dashboard.choice import Group, Option
from dashboard.controls import MORE, NO_CHOICE, Control, make_controls
from dashboard.language import N_, _
from dashboard.texts import field_name, group_name, level_name
from dashboard.trends.address import Asked
from queries import CHARACTERISTICS, Offer, Settings, Variable, Viewer

# In the row over the answer. Each is a field of the query string.
FIRST = ("show", "group", "cause", "country", "by", "step")
FIELDS = (*FIRST, *MORE)
STEP_NAMES = {"year": N_("Years"), "halfyear": N_("Half-years"), "quarter": N_("Quarters")}


def trend_controls(
    asked: Asked, offer: Offer | None, settings: Settings, viewer: Viewer | None
) -> dict[str, Control]:
    """Every control for a question, by field. Before it is known who asks, no step can be chosen."""
    common = make_controls(asked.selection, offer, settings)
    made = {field: common[field] for field in FIELDS if field in common}
    step = _step(asked)
    return {
        **made,
        "group": _group(asked),
        "step": replace(step, needed=viewer is not None and bool(viewer.scope)),
    }


def _group(asked: Asked) -> Control:
    variable = CHARACTERISTICS.get(asked.selection.shows)
    groups = () if variable is None else _groups(variable)
    return Control(
        field="group",
        label=field_name("group"),
        groups=groups or (Group(options=(Option(value=NO_CHOICE, label=""),)),),
        value=_chosen(asked, variable),
        needed=variable is not None,
    )


def _chosen(asked: Asked, variable: Variable | None) -> str:
    """The group shown; without a choice that is the first of the coarsest level."""
    if variable is None:
        return NO_CHOICE
    return asked.group or next(iter(variable.shared_levels[0].groups))


def _groups(variable: Variable) -> tuple[Group, ...]:
    """The groups of each level, coarse to fine, each once."""
    seen: set[str] = set()
    made = []
    for level in variable.shared_levels:
        new = [
            group
            for group, codes in level.groups.items()
            if group not in seen and set(codes) - variable.left_out
        ]
        seen.update(new)
        options = tuple(Option(value=group, label=group_name(group)) for group in new)
        made.append(Group(label=level_name(level.id), options=options))
    return tuple(made)


def _step(asked: Asked) -> Control:
    options = tuple(Option(value=step, label=_(name)) for step, name in STEP_NAMES.items())
    return Control(field="step", label=field_name("step"), groups=(Group(options=options),), value=asked.step)

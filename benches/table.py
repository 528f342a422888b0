"""What is promised, what was measured, and the table of both."""

import json
from dataclasses import asdict, dataclass, field

from measuring import NotMeasured, Sample, median


@dataclass(frozen=True)
class Goal:
    """`within`: the figure may be so far from 1."""

    kind: str
    must: float | None = None
    aim: float | None = None

    def verdict(self, value):
        if self.must is None:
            return ""
        if not self._holds(value, self.must):
            return "**missed**"
        return "aim reached" if self.aim is not None and self._holds(value, self.aim) else "kept"

    def _holds(self, value, limit):
        if self.kind == "at least":
            return value >= limit
        return value <= limit if self.kind == "at most" else abs(value - 1) <= limit

    def words(self, limit, unit):
        if limit is None:
            return ""
        if self.kind == "within":
            return f"1 ± {limit:g}"
        return f"{'>=' if self.kind == 'at least' else '<='} {limit:.4g}{unit}"


def at_most(must, aim=None):
    return Goal("at most", must, aim)


def at_least(must, aim=None):
    return Goal("at least", must, aim)


NO_GOAL = Goal("at most")


@dataclass
class Figure:
    """One row's figures. `judged` is what the goal is asked about."""

    values: list[float]
    notes: list[str] = field(default_factory=list)
    judged: float | None = None
    goal: Goal | None = None
    runs: dict[str, list[Sample]] = field(default_factory=dict)

    def __post_init__(self):
        if self.judged is None:
            self.judged = median(self.values)


@dataclass(frozen=True)
class Line:
    """A row of the table, before it is measured. The unit has its blank."""

    what: str
    unit: str
    goal: Goal


@dataclass
class Result:
    name: str
    line: Line
    figure: Figure | None
    reason: str = ""

    @property
    def goal(self):
        return self.figure.goal if self.figure and self.figure.goal else self.line.goal

    @property
    def verdict(self):
        return self.goal.verdict(self.figure.judged) if self.figure else "**not measured**"

    def cells(self):
        unit = self.line.unit
        measured = spread(self.figure.values, unit) if self.figure else "not measured"
        goal = self.goal
        return [self.line.what, measured, goal.words(goal.must, unit), goal.words(goal.aim, unit), self.verdict]


def results_of(name, lines, figures):
    """A figure may be a `NotMeasured` instead, which says why."""
    return [
        Result(name, line, None, str(figure))
        if isinstance(figure, NotMeasured)
        else Result(name, line, figure)
        for line, figure in zip(lines, figures, strict=True)
    ]


def report(results, facts):
    lines = [f"Measured on {facts['date']}: {facts['machine']}", ""]
    lines += ["| what | measured | must | aim | verdict |", "|---|---|---|---|---|"]
    lines += [f"| {' | '.join(result.cells())} |" for result in results]
    lines += ["", "Versions: " + ", ".join(f"{name} {version}" for name, version in facts["versions"].items()) + "."]
    lines += [f"Peaks below {facts['floor_mib']:.0f} MiB cannot be told apart.", ""]
    for result in results:
        if result.figure and result.figure.notes:
            lines.append(f"- {result.line.what}: {'; '.join(result.figure.notes)}")
    skipped = [result for result in results if result.figure is None]
    if skipped:
        lines += ["", "Not measured:"] + [f"- {result.line.what}: {result.reason}" for result in skipped]
    return "\n".join(lines)


def spread(values, unit):
    if len(values) == 1:
        return f"{number(values[0])}{unit}"
    return f"{number(median(values))}{unit} ({number(min(values))}..{number(max(values))})"


def number(value):
    """Three digits, and no exponent."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def write_json(path, results, facts):
    rows = [
        {
            "row": result.name,
            "what": result.line.what,
            "unit": result.line.unit.strip(),
            "must": result.goal.must,
            "aim": result.goal.aim,
            "verdict": result.verdict.strip("*"),
            "values": result.figure.values if result.figure else [],
            "reason": result.reason,
            "notes": result.figure.notes if result.figure else [],
            "runs": {
                name: [asdict(run) for run in runs] for name, runs in (result.figure.runs if result.figure else {}).items()
            },
        }
        for result in results
    ]
    path.write_text(json.dumps({**facts, "rows": rows}, indent=1) + "\n")

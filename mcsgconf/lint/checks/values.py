"""Values of the wrong type, range, length or form: judged by the catalogue, one value at a time.

`models.value_problem` says what is wrong, the table in `codes` whose rule it is, and `value_hints` what was probably
meant. Quotation marks, placeholders, times in the wrong unit and two parameters on one line have rules of their own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.availability import is_available
from mcsgconf.lint.codes import VALUE_CODES, code_of_value, of_product
from mcsgconf.lint.finding import Problem, Severity
from mcsgconf.lint.joined_lines import joined
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.time_units import microseconds_meant
from mcsgconf.lint.value_hints import Mistake, hint
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.value_problem import ProblemKind, value_problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.catalogue import Parameter
    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document
    from mcsgconf.models.value_problem import ValueProblem


@check_document(*VALUE_CODES)
def values(document: Document) -> Iterator[Problem]:
    """Yield every value that the catalogue's entry of its parameter does not allow for the document's target."""
    for settings in lines(document).by_key.values():
        parameter = settings[0].parameter
        if parameter is not None and not parameter.legacy_only and is_available(parameter, document.target):
            yield from _of_one_parameter(document, parameter, settings)


def _of_one_parameter(document: Document, parameter: Parameter, settings: list[Setting]) -> Iterator[Problem]:
    judged: dict[str, ValueProblem | None] = {}
    for setting in settings:
        text = meant(setting)
        if text not in judged:
            judged[text] = value_problem(parameter, text, document.target)
        problem = judged[text]
        if problem is None or problem.kind is ProblemKind.RELEASE or is_placeholder(document.kind, parameter, text):
            continue
        if microseconds_meant(parameter, text) is not None or joined(document, setting):
            continue
        code = code_of_value(document.kind, parameter, problem.kind, near_a_word=problem.word is not None)
        more = hint(code, Mistake(document, setting, parameter, text, problem))
        yield Problem(
            setting.value_span,
            f"{_what(setting, text, problem)}{more.text}{f'. Did you mean {problem.word}?' if problem.word else ''}",
            code=code,
            severity=Severity.WARNING if of_product(parameter) else more.severity,
            fix=more.fix,
        )


def _what(setting: Setting, text: str, problem: ValueProblem) -> str:
    name = cut(setting.name)
    match problem.kind:
        case ProblemKind.LENGTH:
            return f"{name} {shown(text)} is of the wrong length: expected {problem.expected}"
        case ProblemKind.COUNT:
            return f"{name} has {len(text.split())} words, {shown(text)}: expected {problem.expected}"
        case ProblemKind.CHARACTERS:
            return f"{name} {shown(text)} has a character that is not allowed: expected {problem.expected}"
        case ProblemKind.RANGE:
            return f"{name} {shown(text)} is out of range: expected {problem.expected}"
        case _:
            return f"{name} cannot be {shown(text)}: expected {problem.expected}"

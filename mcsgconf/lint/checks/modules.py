"""The modules of a modular package: that they are spelt right, fit its type, and bring the parameters that it has.

What modules there are stands in the catalogue, which does not have all: those of toolkits and of late releases are
known in part, and a file with a module that is not known is judged by less.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.catalogue.module import Module, ModuleKind, load_modules
from mcsgconf.lint.codes import of_product
from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.joined_lines import joined
from mcsgconf.lint.line_edits import with_value
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.nearest import nearest
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.wording import cut, listed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import Setting
    from mcsgconf.models.document import Document

_OWN = "sg/"
_RESERVATION = "sg/pr_cntl"
_TYPES = frozenset({"failover", "multi_node", "system_multi_node"})
_WHOLLY_KNOWN = frozenset({ModuleKind.BASE, ModuleKind.OPTIONAL, ModuleKind.AGGREGATE})
"""Kinds of module of which the catalogue has every parameter and everything they bring along."""


def _named(document: Document) -> list[Setting]:
    return [line for line in lines(document).named("module_name") if meant(line)]


@check_document("MC420")
def parameters_without_module(document: Document) -> Iterator[Problem]:
    """Yield the first parameter of each module that no `module_name` line brings in."""
    named = _named(document)
    modules = [load_modules().lookup(meant(line)) for line in named]
    if not named or not all(module is not None and _is_wholly_known(module) for module in modules):
        return
    brought = {part.name for module in modules if module is not None for part in load_modules().closure(module.name)}
    said: set[str] = set()
    for line in lines(document).all:
        parameter = line.parameter
        if parameter is None or parameter.module is None or parameter.legacy_only or of_product(parameter):
            continue
        module = load_modules().lookup(parameter.module)
        if module is None or module.kind is not ModuleKind.OPTIONAL or module.name in brought | said:
            continue
        said.add(module.name)
        yield Problem(
            line.name_span,
            f"{cut(line.name)} comes with module {module.name}, which no module_name line of this file brings in: a "
            "package can only have what its modules know, and cmcheckconf refuses the rest. Make the file anew with "
            f"cmmakepkg -i, which keeps your values, and -m {module.name}",
            notes=(Note("the modules of the package begin here", document, named[0].span),),
        )


def _is_wholly_known(module: Module) -> bool:
    own = module.name.startswith(_OWN) and module.product is None
    return own and module.certain and module.kind in _WHOLLY_KNOWN


@check_document("MC421")
def misspelt_modules(document: Document) -> Iterator[Problem]:
    """Yield modules that are not known, and nearly called as one that is."""
    known = load_modules()
    sure = [module.name for module in known.modules.values() if module.certain]
    for line in _named(document):
        name = meant(line)
        if known.lookup(name) is not None or joined(document, line):
            continue
        near = nearest(name, sure)
        if near:
            fix = (
                Fix(f"write {near[0]}", (with_value(line, near[0]),), Applicability.UNSAFE) if len(near) == 1 else None
            )
            yield Problem(
                line.value_span,
                f"no module {cut(name)} is known; did you mean {listed(near, 'or')}? cmcheckconf refuses a module that the "
                "node does not have",
                fix=fix,
            )


@check_document("MC422")
def modules_of_another_type(document: Document) -> Iterator[Problem]:
    """Yield modules that do not go with the type of the package, second base modules, and the lack of one."""
    lines_of_type = lines(document).named("package_type")
    package_type = meant(lines_of_type[0]).lower() if len(lines_of_type) == 1 else ""
    named = [(line, module) for line in _named(document) if (module := load_modules().lookup(meant(line))) is not None]
    bases: list[tuple[Setting, Module]] = []
    for line, module in named:
        if package_type in _TYPES and module.package_types and package_type not in module.package_types:
            yield Problem(
                line.span,
                f"module {module.name} is for packages of the type {listed(module.package_types, 'or')}, and this one is "
                f"{package_type}: cmcheckconf refuses it. Take the modules of the package's own type",
                notes=(Note("the type", document, lines_of_type[0].span),),
            )
        elif _base_of(module) is not None:
            bases.append((line, module))
    for line, module in bases[1:]:
        first_line, first = bases[0]
        if _base_of(module) != _base_of(first):
            yield Problem(
                line.span,
                f"{module.name} and {first.name} are the bases of two types of package, and a package has one: cmcheckconf "
                "refuses the file. Take one of them out, with what it brings",
                notes=(Note("the other one", document, first_line.span),),
            )
    yield from _reservation(document, named)
    yield from _without_base(document, named)


def _reservation(document: Document, named: list[tuple[Setting, Module]]) -> Iterator[Problem]:
    """Yield the module of persistent reservations in a package whose disks are not LVM's."""
    groups = lines(document).named("cvm_dg", "vxvm_dg")
    for line, module in named if groups else ():
        if module.name == _RESERVATION:
            yield Problem(
                line.span,
                f"module {module.name} reserves disks of LVM only, and the package has {cut(groups[0].name)} "
                f"{cut(meant(groups[0]))}: cmcheckconf refuses the two together. Take one of them out",
                notes=(Note("a disk group", document, groups[0].span),),
            )


def _without_base(document: Document, named: list[tuple[Setting, Module]]) -> Iterator[Problem]:
    if not named or len(named) != len(_named(document)):
        return
    if all(_is_wholly_known(module) and _base_of(module) is None for _, module in named):
        yield Problem(
            named[0][0].span,
            "no module of this file is the base of a package, as sg/failover and sg/multi_node are: the parameters that "
            "every package has come with it, and cmcheckconf refuses the file. Make it anew with cmmakepkg",
            severity=Severity.WARNING,
        )


def _base_of(module: Module) -> str | None:
    """Return the base module that a module is, or brings along."""
    return next((part.name for part in load_modules().closure(module.name) if part.kind is ModuleKind.BASE), None)

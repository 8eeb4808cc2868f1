"""What only modular package files have: commands of services, volumes with their groups, the order of the modules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mcsgconf.lint.finding import Applicability, Fix, Note, Problem, Severity
from mcsgconf.lint.line_edits import line_above, line_below
from mcsgconf.lint.lines import lines
from mcsgconf.lint.meant import meant
from mcsgconf.lint.placeholders import is_placeholder
from mcsgconf.lint.registry import check_document
from mcsgconf.lint.shell_words import IN_THE_SHELL, is_of_the_system
from mcsgconf.lint.volumes import RAW_DEVICE, group_of
from mcsgconf.lint.wording import cut, shown
from mcsgconf.models.blocks import QUOTES
from mcsgconf.models.convert import device_of_volume_group
from mcsgconf.syntax import words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mcsgconf.models.blocks import BlockTree, Setting
    from mcsgconf.models.document import Document

_OF_SERVICEGUARD = ("$SG", "${SG")
_SCRIPTS = "/scripts/"
_NO_VOLUMES = frozenset({"nfs", "gfs"})


@check_document("MC403")
def full_path(document: Document) -> Iterator[Problem]:
    """Yield commands of services that do not begin with a full path, or begin with a variable that nobody sets."""
    for line in lines(document).named("service_cmd"):
        command = meant(line).lstrip(QUOTES)
        if line.parameter is None or is_placeholder(document.kind, line.parameter, command):
            continue
        program = next(iter(words.split_command(command)), "")
        if not program or program.startswith(("/", *_OF_SERVICEGUARD)) or program in IN_THE_SHELL or "=" in program:
            continue
        bare = words.literal(program)
        if bare is None or program.startswith("\\$"):
            what, severity = f"begins with {cut(program)}, and a service has no environment: only", Severity.WARNING
            effect = "variables of cmcluster.conf, such as $SGCONF, are known to it"
        elif bare.startswith("/"):
            continue
        else:
            known = is_of_the_system(bare)
            what, severity = "does not begin with a full path:", Severity.WARNING if known else Severity.ERROR
            effect = f"a service gets no PATH, so that {cut(bare)} {'may not be' if known else 'is not'} found"
        yield Problem(
            line.value_span,
            f"{line.name} {shown(command)} {what} {effect}, and the service fails at once. Write the full path",
            severity=severity,
        )


@check_document("MC407")
def volume_without_group(document: Document) -> Iterator[Problem]:
    """Yield file systems on a volume whose group the package does not activate."""
    mounted = document.blocks.named("filesystem")
    groups = lines(document).named("vg")
    listed = {device_of_volume_group(meant(line)) for line in groups}
    disk_groups = {meant(line) for line in lines(document).named("cvm_dg", "vxvm_dg")}
    folded = {name.casefold() for name in listed}
    in_doubt = not (listed or disk_groups) or bool(lines(document).named("external_pre_script"))
    for block in mounted:
        device = block.opener
        group = group_of(meant(device)) if device is not None and not _is_no_volume(block) else None
        if device is None or group is None:
            continue
        name, is_disk_group = group
        if name in disk_groups or (not is_disk_group and device_of_volume_group(name) in listed):
            continue
        kind, wanted = ("disk", "vxvm_dg or cvm_dg") if is_disk_group else ("volume", "vg")
        other_case = not is_disk_group and device_of_volume_group(name).casefold() in folded
        hint = "; one line differs from it in capital and small letters alone, and they count" if other_case else ""
        yield Problem(
            device.span,
            f"{device.name} {cut(meant(device))} is in {kind} group {cut(name)}, for which there is no {wanted} line{hint}: it "
            "is not activated, the mount fails, and the package does not start. Add the group, or correct the volume",
            severity=Severity.WARNING if in_doubt else Severity.ERROR,
            fix=None if is_disk_group or other_case else _listed(document, groups, device, name),
        )


@check_document("MC408")
def odd_file_systems(document: Document) -> Iterator[Problem]:
    """Yield file systems on a device that cannot be mounted, and on a directory without its full path."""
    for block in document.blocks.named("filesystem"):
        device, directory = block.opener, block.first("fs_directory")
        if device is not None and RAW_DEVICE.match(meant(device)):
            yield Problem(
                device.value_span,
                f"{cut(meant(device))} is the raw device of a volume, which cannot be mounted: the package does not start. "
                "Name the block device",
            )
        path = meant(directory) if directory is not None else ""
        known = directory is not None and directory.parameter is not None
        if directory is None or not known or not path or path.startswith(("/", "$", "<")):
            continue
        yield Problem(
            directory.value_span,
            f"{directory.name} {shown(path)} does not begin with a slash: nothing can be mounted there. Write the full path",
        )


def _is_no_volume(block: BlockTree) -> bool:
    """Tell whether a file system is mounted from another machine, or is of a type that needs no group."""
    server, kind = block.first("fs_server"), block.first("fs_type")
    return (server is not None and meant(server) != "") or (kind is not None and meant(kind).lower() in _NO_VOLUMES)


def _listed(document: Document, groups: list[Setting], device: Setting, name: str) -> Fix:
    """Return the fix that adds the group behind the others, or above the file system where there is none yet."""
    if groups:
        value = f"/dev/{name}" if meant(groups[-1]).startswith("/dev/") else name
        edit = line_below(document, groups[-1], "vg", value)
    else:
        value = f"/dev/{name}"
        edit = line_above(document, device, "vg", value)
    return Fix(f"add vg {value}", (edit,), Applicability.UNSAFE)


@check_document("MC414")
def order_of_modules(document: Document) -> Iterator[Problem]:
    """Yield the operation_sequence line that stands below one which has to run after it."""
    last: Setting | None = None
    highest = 0
    for line in lines(document).named("operation_sequence"):
        order = _order(meant(line))
        if order is None:
            continue
        if last is not None and order < highest:
            yield Problem(
                line.span,
                f"{cut(meant(line))} stands below {cut(meant(last))}, and has to run before it: groups, file systems, "
                "addresses and scripts come up in the order of these lines, which cmmakepkg wrote and nobody should change. "
                "Make the file anew with cmmakepkg -i, and take your values over",
                severity=Severity.WARNING,
                notes=(Note("this runs later", document, last.span),),
            )
            return
        highest, last = order, line


def _order(script: str) -> int | None:
    """Return the place of a module's script in the start of a package, None for scripts that are not known."""
    from mcsgconf.catalogue.module import load_modules  # noqa: PLC0415 - for start-up: other files need it not

    _, found, path = script.rpartition(_SCRIPTS)
    module = load_modules().lookup(path.removesuffix(".sh")) if found else None
    return module.order if module is not None else None

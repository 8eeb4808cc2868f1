"""The model of a capture of `ll /dev/*/group`: the volume groups of a node with their minor numbers."""

from __future__ import annotations

from mcsgconf.models.base import Model
from mcsgconf.models.group_files import GroupFile, listed_group_files


class GroupListing(Model):
    """The group files that a listing shows, in its order. Which node it is of is told by the site."""

    group_files: tuple[GroupFile, ...] = ()


def read_group_listing(text: str) -> GroupListing:
    """Return the model of a listing; lines that show no group file are passed over."""
    return GroupListing.model_construct(group_files=tuple(listed_group_files(text)))

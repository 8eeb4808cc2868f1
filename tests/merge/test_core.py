"""The general merge of keyed trees: outcomes, keys, and what it makes of blocks, sequences and repetitions."""

from __future__ import annotations

import pytest

from mcsgconf.merge.core import Entry, Key, Outcome, agrees, merge_trees, outcome_of
from mcsgconf.merge.keys import CatalogueKeys, ClusterKeys
from mcsgconf.models.document import Kind, parse

U, C, G, S, D, X = (
    Outcome.UNCHANGED,
    Outcome.CURRENT,
    Outcome.GENERIC,
    Outcome.SAME,
    Outcome.DELETED,
    Outcome.CONFLICT,
)


@pytest.mark.parametrize(
    ("base", "current", "generic", "outcome"),
    [
        ("a", "a", "a", U),
        ("a", "b", "a", C),
        ("a", "a", "b", G),
        ("a", "b", "b", S),
        ("a", "b", "c", X),
        ("a", None, "a", D),
        ("a", "a", None, D),
        ("a", None, None, D),
        ("a", None, "b", X),
        ("a", "b", None, X),
        (None, "a", None, C),
        (None, None, "a", G),
        (None, "a", "a", S),
        (None, "a", "b", X),
    ],
)
def test_outcome(base: str | None, current: str | None, generic: str | None, outcome: Outcome) -> None:
    assert outcome_of(base, current, generic) is outcome


def _merge(kind: Kind, base: str | None, current: str, generic: str) -> tuple[Entry, ...]:
    roots = [parse(text, kind=kind).blocks if text is not None else None for text in (base, current, generic)]
    keying = ClusterKeys() if kind is Kind.CLUSTER else CatalogueKeys()
    return merge_trees(*roots, keying)


def _outcomes(entries: tuple[Entry, ...]) -> dict[str, Outcome]:
    found: dict[str, Outcome] = {}
    for entry in entries:
        name = entry.key.name + (f"[{entry.key.which}]" if entry.key.which else "")
        name += f"#{entry.key.repetition}" if entry.key.repetition else ""
        found[name] = entry.outcome
        found |= {f"{name}/{inner}": outcome for inner, outcome in _outcomes(entry.entries).items()}
    return found


CLUSTER = [
    pytest.param(
        None,
        "NODE_TIMEOUT 1\nVOLUME_GROUP vg1\nVOLUME_GROUP /dev/vg2\n",
        "NODE_TIMEOUT 02\nVOLUME_GROUP /dev/vg2\nvolume_group /dev/vg1\n",
        {"NODE_TIMEOUT": X, "VOLUME_GROUP[/dev/vg1]": S, "VOLUME_GROUP[/dev/vg2]": S},
        id="volume groups are a set, with or without /dev/",
    ),
    pytest.param(
        "NODE_TIMEOUT 1\n", "NODE_TIMEOUT 001\n", 'NODE_TIMEOUT "1"\n', {"NODE_TIMEOUT": U}, id="one number in three spellings"
    ),
    pytest.param(
        "NODE_NAME a\nNODE_NAME b\nSITE x\n",
        "NODE_NAME b\nSITE x\nNODE_NAME a\n",
        "NODE_NAME a\n",
        {"NODE_NAME[b]": D, "NODE_NAME[a]": U},
        id="nodes go by name, whatever their order",
    ),
    pytest.param(
        "NODE_NAME a\nSITE x\n",
        "NODE_NAME a\nSITE y\n",
        "CLUSTER_NAME c\n",
        {"NODE_NAME[a]": X, "CLUSTER_NAME": G},
        id="one side takes a block away, the other changes it",
    ),
    pytest.param(
        None,
        "NODE_NAME a\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.0.0.1\nSTATIONARY_IP fec0::1\n",
        "NODE_NAME a\nNETWORK_INTERFACE lan0\nSTATIONARY_IP FEC0:0::1\nSTATIONARY_IP 10.0.0.2\n",
        {
            "NODE_NAME[a]": S,
            "NODE_NAME[a]/NETWORK_INTERFACE[lan0]": S,
            "NODE_NAME[a]/NETWORK_INTERFACE[lan0]/address[ipv4 0]": X,
            "NODE_NAME[a]/NETWORK_INTERFACE[lan0]/address[ipv6 site 0]": S,
        },
        id="an address goes by its place on the card, not by its role",
    ),
    pytest.param(
        None,
        "USER_NAME ulla hans\nUSER_HOST h\nUSER_ROLE MONITOR\n",
        "USER_NAME hans\tulla\nUSER_HOST h\nUSER_ROLE monitor\nUSER_NAME hans ulla\nUSER_HOST k\nUSER_ROLE FULL_ADMIN\n",
        {"USER_NAME[hans ulla@h]": S, "USER_NAME[hans ulla@h]/USER_HOST": S, "USER_NAME[hans ulla@h]/USER_ROLE": S, "USER_NAME[hans ulla@k]": G},
        id="a policy goes by users and host",
    ),
    pytest.param(
        "CLUSTER_NAME c\n",
        "CLUSTER_NAME c\nCLUSTER_NAME d\n",
        "CLUSTER_NAME c\n",
        {"CLUSTER_NAME": U, "CLUSTER_NAME#1": C},
        id="what stands twice is told apart",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("base", "current", "generic", "outcomes"), CLUSTER)
def test_cluster_files(base: str | None, current: str, generic: str, outcomes: dict[str, Outcome]) -> None:
    assert _outcomes(_merge(Kind.CLUSTER, base, current, generic)) == outcomes


@pytest.mark.parametrize(
    ("base", "current", "generic", "outcome"),
    [("a b", "a b c", "a b", C), ("a b", "b a", "a b", C), ("a b", "b a", "b a", S), ("a b", "a b c", "a d b", X)],
)
def test_the_order_of_nodes_in_a_package_counts(base: str, current: str, generic: str, outcome: Outcome) -> None:
    texts = [
        "PACKAGE_NAME p\n" + "".join(f"NODE_NAME {n}\n" for n in nodes.split()) for nodes in (base, current, generic)
    ]
    entries = {entry.key: entry for entry in _merge(Kind.LEGACY_PACKAGE, *texts)}
    assert entries[Key("NODE_NAME", "")].outcome is outcome


def test_agreement_reaches_into_blocks() -> None:
    text = "NODE_NAME a\nNETWORK_INTERFACE lan0\nHEARTBEAT_IP 10.0.0.1\n"
    (same,) = _merge(Kind.CLUSTER, None, text, text.lower())
    (role,) = _merge(Kind.CLUSTER, None, text, text.replace("HEARTBEAT", "STATIONARY"))
    assert agrees(same)
    assert not agrees(role)

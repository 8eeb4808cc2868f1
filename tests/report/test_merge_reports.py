"""Reports of merges: what a person reads, and that nothing of a file's content can do harm in them."""

from __future__ import annotations

import json
from dataclasses import replace

from mcsgconf.merge import Action, Decision, MergeResult, Nodes, Notice
from mcsgconf.models.document import Kind, parse
from mcsgconf.report.merge_json import merge_json, refusal_json
from mcsgconf.report.merge_text import merge_text

DOCUMENT = parse("CLUSTER_NAME c\n", kind=Kind.CLUSTER)
DECISIONS = (
    Decision("CLUSTER_NAME", Action.KEEP, "administrators-choice", "an administrator decides", "d", "c", "d", 1, 1),
    Decision("VOLUME_GROUP[vg1]", Action.KEEP, "volume-groups", "current lists it", None, "vg1", None, 30, 30),
    Decision("MEMBER_TIMEOUT", Action.KEEP, "probe-only", "may be left out", None, None, "14000000"),
    Decision(
        "NODE_NAME[n1]/SERIAL_DEVICE_FILE", Action.DROP, "serial-heartbeat", "two nodes only", None, "/dev/tty0p0"
    ),
    Decision("NODE_NAME[n1]/X", Action.CONFLICT, "machine-facts", "they differ", None, "1", "2", 4, 9),
    Decision("NODE_NAME[n2]/Y", Action.TAKE, "three-way", "only the probe changed it", "1", "1", "2", 12, 12),
    Decision("NODE_NAME[n3]", Action.ADD, "new-node", "parted from its neighbour", line=20, end_line=20),
    Decision("NODE_NAME[n3]", Action.ADD, "new-node", "added whole", generic="n3", line=21, end_line=21),
    Decision("NODE_NAME[n3]", Action.ADD, "node-comments", "speaks of it", generic="# Warning", line=22, end_line=22),
    Decision("NODE_NAME[n3]/SITE", Action.ADD, "like-the-others", "all have it", current="north", line=23, end_line=23),
    Decision(
        "NODE_NAME[n3]/CLUSTER_LOCK_LUN", Action.GAP, "cluster-lock", "neither file gives it", line=24, end_line=24
    ),
)
RESULT = MergeResult(
    DOCUMENT,
    DECISIONS,
    (Notice("error", "lock-limit", "NODE_NAME", "five nodes with a lock LUN"), Notice("note", "x", "", "look at this")),
    Nodes(("n3",), ("n1", "n2"), ("n2",)),
)
TEXT = """\
cur merged with gen, without a base, one was inferred: there are conflicts to resolve
  nodes added: n3
  nodes kept: n1 n2
  not in the probe: n2
  error: five nodes with a lock LUN (lock-limit)
  note: look at this (x)

In conflict, both stand in the result between markers
  machine-facts: they differ
         4  NODE_NAME[n1]/X  current has 1, the probe has 2

Missing, a comment marks the place
  cluster-lock: neither file gives it
        24  NODE_NAME[n3]/CLUSTER_LOCK_LUN

Added
  new-node: added whole
        21  NODE_NAME[n3]  n3
  like-the-others: all have it
        23  NODE_NAME[n3]/SITE  north

Changed as the probe has it
  three-way: only the probe changed it
        12  NODE_NAME[n2]/Y  1 -> 2

Left out
  serial-heartbeat: two nodes only
            NODE_NAME[n1]/SERIAL_DEVICE_FILE  /dev/tty0p0

Kept as current has it
  administrators-choice: an administrator decides
         1  CLUSTER_NAME  c; the probe has d
  volume-groups: current lists it
        30  VOLUME_GROUP[vg1]  vg1
  probe-only: may be left out
            MEMBER_TIMEOUT  not there; the probe has 14000000

Left to do
  resolve 1 conflict (line 4): choose one side and delete the markers
  fill 1 gap (line 24): put the setting in the place of its comment '# mcsgconf: gap'
  put right what is an error above: the file cannot be applied with it
  halt the cluster before applying (cmhaltcl -f): no node can be added while a serial line is configured
  import the volume groups of the packages that may run on n3, and list the name in cmclnodelist

Not written
  because

Then
  cmcheckconf -C 'out file'
  cmapplyconf -C 'out file'
"""


def test_text() -> None:
    assert merge_text(RESULT, current="cur", generic="gen", output="out file", not_written="because") == TEXT


def test_text_of_a_merge_that_changed_nothing() -> None:
    text = merge_text(MergeResult(DOCUMENT), current="a", generic="b")
    assert text == (
        "a merged with b, without a base, one was inferred: clean\n\nNext\n  cmcheckconf -C FILE\n  cmapplyconf -C FILE\n"
    )


def test_markers_of_an_earlier_merge_have_no_values_to_tell() -> None:
    left = Decision("NODE_TIMEOUT", Action.CONFLICT, "markers-left", "still here", line=7, end_line=9)
    text = merge_text(MergeResult(DOCUMENT, (left,)), current="a", generic="b")
    assert "\n         7  NODE_TIMEOUT\n" in text


def test_control_characters_are_shown_as_escapes() -> None:
    evil = "\x1b]0;x\x07\u202e\u2028\n::error::"
    decision = replace(DECISIONS[0], path=evil, current=evil, reason=evil)
    result = replace(RESULT, decisions=(decision,), notices=(Notice("error", "p", evil, evil),))
    for text in (merge_text(result, current=evil, generic=evil), merge_json(result, evil, evil), refusal_json(evil)):
        assert not set(text) & set("\x1b\x07\u202e\u2028")
        assert "\n::" not in text


def test_json() -> None:
    report = json.loads(merge_json(RESULT))
    assert (report["status"], report["message"]) == ("conflicts", "five nodes with a lock LUN")
    assert [decision["action"] for decision in report["decisions"]] == [decision.action for decision in DECISIONS]
    assert report["notices"][1] == {"severity": "note", "policy": "x", "path": "", "message": "look at this"}
    assert json.loads(refusal_json("no")).keys() == report.keys()

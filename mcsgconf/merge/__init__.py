"""The merge: what an administrator changed and what a command wrote afresh, in one file, with a reason for every line.

- `core` sets three keyed trees side by side and says what became of each key, without any knowledge of clusters;
- `policies` names what the merge knows about adding a node; `settings`, `cards`, `existing`, `new_nodes`, `lock`,
  `serial` and `networks` are that knowledge; `settle` is what they share;
- `packages` merges package files, with `package_keys`, `package_places` and `sequences`; `adopt` adds nodes to one;
- `scripts` merges control scripts, with `vendor_part` and the modules named `script_…`;
- `view`, `places` and `style` read the text: what is in it, which comment belongs to what, how lines are written;
- `compose` makes edits of it all; `merge` is the way in, `result` the way out.

The linter stands beside this floor, reports above it: neither may be imported here.
"""

from mcsgconf.merge.merge import MERGEABLE, merge
from mcsgconf.merge.result import Action, Adoption, Decision, MergeResult, Nodes, Notice, Status

__all__ = ["MERGEABLE", "Action", "Adoption", "Decision", "MergeResult", "Nodes", "Notice", "Status", "merge"]

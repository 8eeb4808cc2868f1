"""What was gathered about a file goes with it: an editor or a watch may run for weeks."""

from __future__ import annotations

import gc
import weakref
from pathlib import Path

import mcsgconf

RETAIL = Path(__file__).parents[1] / "examples" / "retail" / "clusters" / "depot"


def test_documents_are_let_go_when_they_were_checked() -> None:
    site = mcsgconf.load_site(RETAIL)
    assert mcsgconf.check(site)
    alive = [weakref.ref(document) for document in site.documents]
    del site
    gc.collect()
    gc.collect()  # what was gathered about a cluster goes with the first, and the files it speaks of with the second
    assert [document().name for document in alive if document() is not None] == []

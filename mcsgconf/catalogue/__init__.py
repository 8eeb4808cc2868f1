"""The vocabulary of Serviceguard's configuration, as data: which parameters exist, where, of what type and range.

The tables are TOML files beside this module, one a kind of file, written for people; `load` gives them typed and fast.
No code here knows a single parameter. Facts carry their source: an edition of HP's manual and a page.

A table holds `[[block]]`s (a block is what a line such as NODE_NAME opens), `[[parameter]]`s and `[[unverified]]` names:
words that exist in the field or the manuals' margins but of which too little is known to judge a value. The parameters
of a block stand in the order of a generated file, unless its `order` says otherwise.

Two more tables are about packages: `modules.toml` (`catalogue.module`), the modules of modular packages and their
parameters; `migration.toml` (`catalogue.migration`), what becomes of a legacy package's lines in a modular one.
"""

from mcsgconf.catalogue.parameter import Block, Catalogue, Limits, Parameter, ValueType
from mcsgconf.catalogue.tables import KINDS, load
from mcsgconf.catalogue.target import Platform, Release, Target

__all__ = ["KINDS", "Block", "Catalogue", "Limits", "Parameter", "Platform", "Release", "Target", "ValueType", "load"]

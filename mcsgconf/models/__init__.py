"""From trees and the catalogue to typed models: what a file says, each value with its place.

`document` is the way in; `kind` tells kinds apart; `blocks` nests the lines of settings files; the other modules hold
one pydantic model each. Rules, fixes and files other than the one at hand may not enter.
"""

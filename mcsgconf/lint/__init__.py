"""The linter: rules as pages, checks as small functions, one engine that runs them and turns what they say into findings.

- `rules` reads the pages of `rules/`; `registry` binds check functions to their codes; `checks/` holds the functions;
- `engine` runs them over a site, `select` and `suppress` decide which findings count, `fixes` carries fixes out.

A check takes a document, a cluster or a site and yields problems; it prints nothing, changes nothing and knows no
output format. Facts of parameters belong into the catalogue, not here.
"""

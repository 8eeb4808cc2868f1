"""The files of a node that stand beside a configuration, and captures of its commands: what is in them.

Whether a cluster works is decided in part outside `/etc/cmcluster`: who is let in, what is mounted at boot, which name
an address has. One module a family, each of plain dataclasses and functions that read them from a document; nothing
here knows the cluster, so nothing here judges. Each value knows its place, as everywhere.
"""

#!/usr/bin/sh
# The monitor is still to be written.
: # <- the last command

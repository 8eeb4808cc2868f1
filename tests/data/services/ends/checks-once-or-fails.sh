#!/usr/bin/sh
ps -ef | grep -q "[o]ra_pmon" || exit 1
exit 0 # <- one look and out

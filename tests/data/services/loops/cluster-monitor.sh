#!/usr/bin/sh
# not run: a program of the cluster software
/usr/lbin/cmvolmond -D 3 /dev/vx/dsk/dg01/vol1 # <- the cluster's own volume monitor does not end

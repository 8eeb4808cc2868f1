#!/usr/bin/sh
. `dirname $0`/monitor_lib.sh
monitor_loop 30

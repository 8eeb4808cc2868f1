#!/usr/bin/sh
monitor=$(cat /etc/cmcluster/app/monitor.cmd)
eval "$monitor" # <- what is evaluated is not known
exit 0

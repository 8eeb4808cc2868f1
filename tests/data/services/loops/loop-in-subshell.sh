#!/usr/bin/sh
( cd /var/run/app
  while true; do # <- the shell waits for the subshell
	[ -s appd.pid ] || exit 1
	sleep 30
  done )
exit 1

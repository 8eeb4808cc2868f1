#!/usr/bin/sh
# The job is a child of the subshell; this shell has none to wait for.
( while true
  do
	/opt/app/bin/check_app || exit 1
	sleep 30
  done & )
wait # <- the subshell has ended, and the loop is not ours

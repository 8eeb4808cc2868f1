#!/bin/bash
# arguments: check
case $1 in
check)
	echo "checking" ;&
monitor)
	while true; do # <- the branch above falls through to this one
		/opt/app/bin/check_app || exit 1
		sleep 30
	done ;;
esac

#!/usr/bin/sh
# arguments: PROD
# The monitor is what happens when no other word is given.
case $1 in
start|stop) echo "$1"; exit 0 ;;
[Hh]elp) echo "usage"; exit 0 ;;
*)
	while :; do # <- PROD is neither start nor stop nor help
		ps -ef | grep "[o]ra_pmon_$1" > /dev/null || exit 1
		sleep 30
	done ;;
esac

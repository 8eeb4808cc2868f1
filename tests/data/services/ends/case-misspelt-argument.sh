#!/usr/bin/sh
# arguments: Monitor
case "$1" in
mon*)
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
esac
exit 1 # <- Monitor does not begin with mon

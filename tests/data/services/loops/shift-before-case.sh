#!/usr/bin/sh
# arguments: monitor PROD
command=$1
shift
case "$command" in
monitor)
	while true # <- the first argument is monitor
	do
		ps -ef | grep "[o]ra_pmon_$1" > /dev/null || exit 1
		sleep 30
	done
	;;
esac
exit 2

#!/usr/bin/sh
# arguments: monitor
# One script for everything, as the toolkits have it.
case "$1" in
start)
	/opt/app/bin/appctl start
	exit $?
	;;
stop)
	/opt/app/bin/appctl stop
	exit $?
	;;
monitor)
	while true # <- the argument is monitor
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
*)
	echo "usage: $0 start|stop|monitor"
	exit 2
	;;
esac

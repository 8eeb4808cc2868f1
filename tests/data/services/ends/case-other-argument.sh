#!/usr/bin/sh
# arguments: start
# The service command passes the wrong word.
case "$1" in
start)
	echo "starting"
	touch /var/run/app/started
	;;
monitor)
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
esac # <- the argument is start

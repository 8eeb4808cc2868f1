#!/usr/bin/sh
# The service command passes nothing.
case "$1" in
monitor)
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
*)
	echo "usage: $0 monitor"
	exit 2 # <- there is no argument
	;;
esac

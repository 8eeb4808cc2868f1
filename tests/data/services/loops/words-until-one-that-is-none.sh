#!/bin/sh
# arguments: -v monitor
while :; do
	case "$1" in
	-v) verbose=1 ;;
	*) break ;;
	esac
	shift
done
case "$1" in
monitor)
	while [ -d /tmp ]; do # <- the word behind the options
		sleep 1
	done
	exit 1
	;;
esac
exit 0

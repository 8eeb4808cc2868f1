#!/bin/sh
# arguments: -i 1 shop
usage() {
	echo "usage: mon.sh [-h] [-i seconds] name"
}
pause=5
while getopts "hi:" option; do
	case $option in
	h)
		usage
		exit 0
		;;
	i) pause=$OPTARG ;;
	*)
		usage
		exit 1
		;;
	esac
done
shift $((OPTIND - 1))
[ "$1" = shop ] || exit 0
while true; do # <- the options lead here
	[ -d /tmp ] || exit 1
	sleep "$pause"
done

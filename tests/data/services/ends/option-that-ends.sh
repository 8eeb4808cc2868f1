#!/bin/sh
# arguments: -h
while getopts hi: option; do
	case $option in
	h)
		echo "usage: mon.sh [-h] [-i seconds]"
		exit 0 # <- the option is given
		;;
	i) pause=$OPTARG ;;
	esac
done
while true; do
	sleep "$pause"
done

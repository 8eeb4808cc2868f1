#!/usr/bin/ksh
# arguments: -i 30
interval=60
while getopts i:v option
do
	case $option in
	i) interval=$OPTARG ;;
	v) set -x ;;
	*) exit 2 ;;
	esac
done
shift $(( OPTIND - 1 ))
while true # <- an endless loop
do
	/opt/app/bin/check_app || exit 1
	sleep $interval
done

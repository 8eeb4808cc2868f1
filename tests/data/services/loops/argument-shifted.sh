#!/usr/bin/sh
# arguments: -v monitor
verbose=no
if [ "$1" = "-v" ]
then
	verbose=yes
	shift
fi
if [ "$1" = "monitor" ]
then
	while true # <- the argument behind -v is monitor
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
fi
echo "usage: $0 [-v] monitor"
exit 2

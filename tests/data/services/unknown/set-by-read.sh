#!/usr/bin/sh
mode=once
read mode < /etc/cmcluster/app/mode
if [ $mode = loop ]
then
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
fi
exit 0 # <- the mode is read from a file

#!/usr/bin/sh
# arguments: once
set -- `cat /etc/cmcluster/app/arguments`
case $1 in
monitor)
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
esac
exit 0 # <- the arguments are not those of the service command

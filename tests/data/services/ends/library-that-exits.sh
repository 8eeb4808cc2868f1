#!/usr/bin/sh
. /etc/cmcluster/app/exit_lib.sh
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

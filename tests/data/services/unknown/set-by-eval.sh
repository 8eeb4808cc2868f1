#!/usr/bin/sh
mode=once
eval `cat /etc/cmcluster/app/mode.sh` # <- may set anything
[ $mode = once ] && exit 0
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

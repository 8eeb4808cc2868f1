#!/usr/bin/sh
while true # <- the break leaves the inner loop only
do
	for try in 1 2 3
	do
		/opt/app/bin/check_app && break
		[ $try -eq 3 ] && exit 1
		sleep 5
	done
	sleep 30
done

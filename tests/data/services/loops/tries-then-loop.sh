#!/usr/bin/sh
n=0
until /opt/app/bin/check_app
do
	n=`expr $n + 1`
	[ $n -gt 20 ] && exit 1
	sleep 5
done
while /opt/app/bin/check_app # <- as long as the check succeeds
do
	sleep 30
done
exit 1

#!/usr/bin/sh
n=0
while [ $n -lt 2000000000 ] # <- bounded, but it outlives us
do
	n=`expr $n + 1`
	/opt/app/bin/check_app || exit 1
	sleep 30
done
exit 0

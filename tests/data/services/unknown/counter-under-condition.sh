#!/usr/bin/sh
n=0
while [ $n -lt 10 ] # <- only failures count
do
	/opt/app/bin/check_app || n=`expr $n + 1`
	sleep 30
done
exit 1

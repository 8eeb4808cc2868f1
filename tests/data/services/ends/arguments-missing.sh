#!/usr/bin/sh
# arguments: /var/run/app/appd.pid
if [ $# -ne 2 ]
then
	echo "wants a pid file and a number of seconds"
	exit 1 # <- one argument where two are wanted
fi
while true
do
	kill -0 `cat $1` || exit 1
	sleep $2
done

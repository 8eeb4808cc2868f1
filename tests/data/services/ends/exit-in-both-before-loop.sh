#!/usr/bin/sh
if ps -ef | grep "[a]ppd" > /dev/null
then
	echo "up"
	exit 0 # <- every way leaves before the loop
else
	echo "down"
	exit 1
fi
while true
do
	sleep 30
done

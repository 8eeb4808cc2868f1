#!/bin/sh
while : # <- an endless loop
do
	if ps -ef | grep "[a]ppd" > /dev/null
	then
		sleep 20
	else
		echo "appd is gone"
		exit 1
	fi
done

#!/usr/bin/sh
while [ ! -f /var/run/app/stop ] # <- left when somebody makes the file
do
	sleep 5
done
exit 0

#!/usr/bin/sh
until [ ! -f /var/run/app/appd.pid ] # <- as long as the file is there
do
	sleep 10
done
exit 1

#!/usr/bin/sh
set -e
cd /var/run/app
while true # <- left when a command fails
do
	/opt/app/bin/check_app
	sleep 30
done

#!/usr/bin/sh
until false # <- an endless loop
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

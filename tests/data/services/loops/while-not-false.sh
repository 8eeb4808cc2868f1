#!/usr/bin/sh
while ! false # <- always true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

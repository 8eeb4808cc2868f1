#!/usr/bin/sh
while test 1 # <- always true
do
	/opt/app/bin/check_app || exit 2
	sleep 15
done

#!/usr/bin/sh
LOOP=true
while $LOOP # <- LOOP is true and never anything else
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

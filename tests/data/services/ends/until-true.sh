#!/usr/bin/sh
until true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
echo "left" # <- the loop is never entered

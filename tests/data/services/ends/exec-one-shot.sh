#!/usr/bin/sh
exec echo "monitor starts" # <- exec never comes back to the loop
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

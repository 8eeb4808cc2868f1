#!/usr/bin/sh
sleep 1 &
first=$!
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done &
wait $first
exit 0 # <- waits for the short job only

#!/usr/bin/ksh
sleep 1 &
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done &
wait # <- one of the jobs is the loop

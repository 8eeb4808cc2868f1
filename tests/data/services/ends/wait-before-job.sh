#!/usr/bin/sh
wait
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done & # <- the wait stands above the job

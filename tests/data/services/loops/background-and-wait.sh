#!/usr/bin/sh
(
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
) &
wait # <- waits for the loop
exit 1

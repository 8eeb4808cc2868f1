#!/usr/bin/sh
{
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
} &
echo "monitor started" # <- the loop goes on without the service

#!/usr/bin/sh
if true
then
	while true # <- always reached
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
else
	exit 0
fi

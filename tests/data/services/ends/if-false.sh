#!/usr/bin/sh
if false
then
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
fi
exit 0 # <- never true

#!/usr/bin/sh
# The exit leaves the subshell only; nothing ever ends this monitor.
while true # <- an endless loop
do
	( /opt/app/bin/check_app || exit 1 )
	sleep 30
done

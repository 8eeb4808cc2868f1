#!/usr/bin/sh
# Puts itself into the background, as a daemon would.
if [ "$1" != child ]
then
	$0 child &
	exit 0 # <- the child goes on without the service
fi
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

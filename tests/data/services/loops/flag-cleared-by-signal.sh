#!/usr/bin/sh
RUN=1
trap 'RUN=0' 15
while [ "$RUN" = 1 ] # <- only a signal clears the flag
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

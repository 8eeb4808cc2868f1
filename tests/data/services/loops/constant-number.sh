#!/usr/bin/sh
RUN=1
INTERVAL=30
while [ $RUN -eq 1 ] # <- RUN is 1 and never anything else
do
	/opt/app/bin/check_app || exit 1
	sleep $INTERVAL
done

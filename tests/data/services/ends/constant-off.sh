#!/usr/bin/sh
RUN=0
while [ $RUN -eq 1 ]
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
exit 0 # <- RUN is 0

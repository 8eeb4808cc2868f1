#!/usr/bin/sh
while [ 1 = 1 ]; do # <- always true
	ps -ef | grep '[o]ra_pmon_PROD' > /dev/null
	if [ $? -ne 0 ]; then
		exit 1
	fi
	sleep 30
done

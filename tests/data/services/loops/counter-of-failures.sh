#!/usr/bin/sh
failed=0
while true # <- left only after three failures in a row
do
	if /opt/app/bin/check_app
	then
		failed=0
	else
		failed=`expr $failed + 1`
		if [ $failed -ge 3 ]
		then
			exit 1
		fi
	fi
	sleep 30
done

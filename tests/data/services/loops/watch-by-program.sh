#!/usr/bin/sh
while /opt/app/bin/check_app # <- as long as the check succeeds
do
	sleep 10
done
exit 1

#!/usr/bin/sh
until /opt/app/bin/check_app # <- left when the check succeeds, whenever that is
do
	sleep 5
done
exit 0

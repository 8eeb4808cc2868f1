#!/usr/bin/sh
while true # <- an endless loop
do
	/opt/app/bin/check_app \
		-l -t 10 \
		|| exit 1
	sleep 30
done

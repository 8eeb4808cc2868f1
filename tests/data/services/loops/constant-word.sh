#!/usr/bin/sh
forever="yes"
while [ "$forever" = "yes" ] # <- forever is yes and never anything else
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

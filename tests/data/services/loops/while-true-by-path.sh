#!/usr/bin/sh
while /usr/bin/true # <- an endless loop
do
	/opt/app/bin/check_app || exit 1
	/usr/bin/sleep 30
done

#!/usr/bin/sh
until [ ] # <- an empty test is false
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

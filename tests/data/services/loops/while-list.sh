#!/usr/bin/sh
# The last command of the condition decides.
while # <- the last command of the condition is always true
	/opt/app/bin/check_app || exit 1
	sleep 10
	true
do
	:
done

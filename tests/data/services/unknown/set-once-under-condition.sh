#!/usr/bin/sh
# ONCE has one assignment, but not on every way.
[ -f /var/run/app/once ] && ONCE=yes
if [ "$ONCE" = yes ]
then
	ps -ef | grep -q "[a]ppd" || exit 1
	exit 0 # <- set on one of two ways
fi
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

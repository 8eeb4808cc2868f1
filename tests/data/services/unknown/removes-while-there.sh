#!/usr/bin/sh
while [ -f /var/run/app/lock ] # <- whether the file goes is not known
do
	rm -f /var/run/app/lock
done
exit 0

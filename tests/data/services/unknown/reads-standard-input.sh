#!/usr/bin/sh
while read line # <- what the service reads from is not known
do
	echo "$line"
done
exit 0

#!/usr/bin/sh
ps -ef | grep "[a]ppd" | while read user pid rest
do
	[ "$user" = app ] || exit 1
done
exit 0 # <- ps has an end

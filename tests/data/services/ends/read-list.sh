#!/usr/bin/sh
while read process
do
	ps -ef | grep -v grep | grep "$process" > /dev/null || exit 1
done < /etc/cmcluster/app/process.list
exit 0 # <- a file has an end

#!/usr/bin/sh
#
#   watch_pid.sh FILE SECONDS
#
# A monitor for anything that writes its process number into a file. Looks
# every so many seconds whether the process is there and ends when it is not.
# Used by ledger and swift.

PATH=/usr/bin:/usr/sbin
export PATH

if [ $# -lt 2 ]
then
	echo "usage: watch_pid.sh FILE SECONDS"
	exit 2
fi

file=$1
seconds=$2

until [ ! -s "$file" ]
do
	pid=$(cat "$file")
	kill -0 $pid 2> /dev/null || break
	sleep "$seconds"
done

echo "watch_pid: no process for $file any more"
exit 1

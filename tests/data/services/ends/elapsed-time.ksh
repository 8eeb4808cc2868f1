#!/usr/bin/ksh
SECONDS=0
while (( SECONDS < 2 ))
do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	sleep 1
done
exit 0 # <- two seconds

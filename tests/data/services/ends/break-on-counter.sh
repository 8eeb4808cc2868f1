#!/usr/bin/sh
n=0
while true
do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	n=`expr $n + 1`
	if [ $n -ge 10 ]
	then
		break
	fi
	sleep 30
done
exit 0 # <- ten rounds

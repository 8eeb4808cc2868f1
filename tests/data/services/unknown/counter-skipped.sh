#!/usr/bin/sh
n=0
while [ $n -lt 10 ] # <- a round may skip the counting
do
	sleep 30
	ps -ef | grep "[a]ppd" > /dev/null && continue
	n=`expr $n + 1`
done
exit 1

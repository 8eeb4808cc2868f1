#!/usr/bin/sh
i=0
while [ $i -lt 10 ]
do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	i=`expr $i + 1`
	sleep 30
done
echo "ten checks done" # <- ten rounds

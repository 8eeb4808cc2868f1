#!/usr/bin/sh
n=0
max=`cat /etc/cmcluster/app/rounds`
while [ $n -lt $max ] # <- the bound comes from a file
do
	n=`expr $n + 1`
	ps -ef | grep -q "[a]ppd" || exit 1
	sleep 30
done
exit 0

#!/bin/bash
n=0
while (( n++ < 5 ))
do
	ps -ef | grep -q "[a]ppd" || exit 1
	sleep 5
done
exit 0 # <- five rounds

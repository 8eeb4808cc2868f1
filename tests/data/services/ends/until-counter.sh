#!/usr/bin/sh
try=0
until [ $try -ge 5 ]
do
	ps -ef | grep "[a]ppd" > /dev/null && exit 0 # <- ends when the process is there, or after five rounds
	try=$(expr $try + 1)
	sleep 10
done
exit 1

#!/usr/bin/ksh
while true
do
	date
	sleep 30
done > /var/run/app/trace.log &
sleep 5
ps -ef | grep "[a]ppd" > /dev/null || kill $!
wait # <- the loop may have been killed

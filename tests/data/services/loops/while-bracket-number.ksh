#!/usr/bin/ksh
while [ 1 -eq 1 ] # <- always true
do
	check=$(ps -ef | grep -c "[a]ppd")
	[ $check -lt 1 ] && exit 1
	sleep 30
done

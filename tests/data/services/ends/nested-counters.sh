#!/usr/bin/sh
for host in anna berta
do
	try=0
	while [ $try -lt 3 ]
	do
		grep "^$host" /etc/hosts > /dev/null && break
		try=`expr $try + 1`
		sleep 5
	done
done
exit 0 # <- six rounds

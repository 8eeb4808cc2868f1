#!/usr/bin/sh
while true # <- left only when one of the processes is gone
do
	for process in appd applog
	do
		if ps -ef | grep -v grep | grep $process > /dev/null
		then
			continue
		fi
		echo "$process is gone"
		break 2
	done
	sleep 30
done
exit 1

#!/usr/bin/ksh
while [[ $(ps -ef | grep -c "[a]ppd") -gt 0 ]] # <- as long as there is a process
do
	sleep 10
done
exit 1

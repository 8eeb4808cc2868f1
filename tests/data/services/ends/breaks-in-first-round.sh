#!/usr/bin/sh
while :
do
	ps -ef | grep "[a]ppd" > /dev/null
	if [ $? -eq 0 ]
	then
		echo "up"
		break
	else
		echo "down"
		break
	fi
	sleep 30
done
echo "checked" # <- both branches break

#!/usr/bin/sh
while true # <- left only when appd is gone
do
	ps -ef | grep "[a]ppd" > /dev/null
	if [ $? -ne 0 ]
	then
		echo "appd is gone"
		break
	fi
	sleep 30
done
exit 0

#!/usr/bin/sh
MODE=once
if [ "$MODE" = loop ]
then
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
fi
ps -ef | grep -q "[a]ppd"
exit $? # <- MODE is once

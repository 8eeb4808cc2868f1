#!/usr/bin/ksh
function monitor
{
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
}
ps -ef | grep "[a]ppd" > /dev/null
exit $? # <- the call stands behind the exit
monitor

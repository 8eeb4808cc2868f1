#!/usr/bin/ksh
function monitor
{
	while true
	do
		/opt/app/bin/check_app || return 1
		sleep 30
	done
}
monitor &
print "monitor has pid $!"
exit 0 # <- the loop goes on without the service

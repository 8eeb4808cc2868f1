#!/usr/bin/ksh
function check
{
	ps -ef | grep "[a]ppd" > /dev/null
}
function watch_it
{
	while check # <- left when the check fails
	do
		sleep 30
	done
}
function start_monitor {
	print "watching"
	watch_it
	print "gone"
	return 1
}
start_monitor
exit 1

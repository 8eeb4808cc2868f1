#!/usr/bin/sh
monitor() {
	while true
	do
		ps -ef | grep "[a]ppd" > /dev/null && return 0
		return 1
	done
}
monitor
exit $? # <- the function returns in the first round

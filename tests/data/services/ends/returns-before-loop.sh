#!/usr/bin/sh
main() {
	ps -ef | grep "[a]ppd" > /dev/null
	return $?
	while true
	do
		sleep 30
	done
}
main # <- the function returns before its loop

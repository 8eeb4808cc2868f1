#!/usr/bin/sh
monitor() {
	while true
	do
		/opt/app/bin/check_app || return 1
		sleep 30
	done
}
monitor &
pid=$!
trap 'kill $pid; exit 0' 15
wait $pid # <- waits for the loop
exit 1

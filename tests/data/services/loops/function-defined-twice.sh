#!/usr/bin/sh
run() {
	echo "not this one"
}
run() {
	while true # <- the second definition counts
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
}
run

#!/usr/bin/sh
run() {
	case $1 in
	once)
		/opt/app/bin/check_app
		;;
	forever)
		while true # <- the function is called with forever
		do
			/opt/app/bin/check_app || exit 1
			sleep 30
		done
		;;
	esac
}
run forever

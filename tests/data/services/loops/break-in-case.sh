#!/usr/bin/sh
while true # <- left only when the state is down
do
	state=`cat /var/run/app/state`
	case "$state" in
	up|starting)
		;;
	down)
		break
		;;
	*)
		echo "state $state is not known"
		;;
	esac
	sleep 30
done
exit 1

#!/usr/bin/sh
case `hostname` in
anna)
	while true
	do
		/opt/app/bin/check_app || exit 1
		sleep 30
	done
	;;
esac # <- the host decides

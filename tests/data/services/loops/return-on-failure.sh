#!/usr/bin/sh
monitor()
{
	while : # <- left only when the check fails
	do
		sleep 30
		/opt/app/bin/check_app || return 1
	done
}
monitor
echo "monitor has ended"
exit 1

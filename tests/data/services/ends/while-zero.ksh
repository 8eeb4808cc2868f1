#!/usr/bin/ksh
while (( 0 ))
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
exit 0 # <- the loop is never entered

#!/usr/bin/ksh
until (( 0 )) # <- never true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

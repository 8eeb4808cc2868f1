#!/usr/bin/ksh
run=1
while (( run )) # <- run is 1 and never anything else
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

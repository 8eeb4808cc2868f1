#!/usr/bin/ksh
while let 1 # <- always true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

#!/usr/bin/ksh
while (( 1 )) # <- always true
do
	/opt/app/bin/check_app
	if (( $? != 0 ))
	then
		exit 1
	fi
	sleep 30
done

#!/usr/bin/ksh
typeset -i tries=0
while (( tries < 3 )) # <- a success sets the counter back
do
	if /opt/app/bin/check_app
	then
		tries=0
	else
		(( tries += 1 ))
	fi
	sleep 30
done
exit 1

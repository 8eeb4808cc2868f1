#!/usr/bin/ksh
integer round=0
while true # <- the counter begins again at 0
do
	(( round += 1 ))
	if (( round > 9 ))
	then
		print "still watching"
		round=0
	fi
	/opt/app/bin/check_app || exit 1
	sleep 30
done

#!/usr/bin/ksh
integer round=0
while true # <- the counter only picks the rounds with a long check
do
	(( round += 1 ))
	if (( round % 10 == 0 ))
	then
		/opt/app/bin/check_app -l || exit 1
	fi
	/opt/app/bin/check_app || exit 1
	sleep 30
done

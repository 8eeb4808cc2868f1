#!/usr/bin/sh
alive=1
while [ $alive -eq 1 ] # <- left when the check clears the flag
do
	/opt/app/bin/check_app || alive=0
	sleep 30
done
exit 1

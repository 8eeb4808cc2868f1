#!/usr/bin/ksh
typeset -i rc=0
while [[ $rc -eq 0 ]] # <- left when the check fails
do
	sleep 30
	/opt/app/bin/check_app
	rc=$?
done
print "check_app failed with $rc"
exit $rc

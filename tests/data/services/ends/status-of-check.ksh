#!/usr/bin/ksh
ps -ef | grep "[a]ppd" > /dev/null
rc=$?
if [[ $rc -ne 0 ]]
then
	print "appd is gone"
fi
exit $rc # <- one look and out

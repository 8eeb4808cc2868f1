#!/usr/bin/ksh
while [[ 1 = 1 ]] # <- always true
do
	ps -ef | grep "[a]ppd" > /dev/null || break
	sleep 30
done
print "appd is gone"
exit 1

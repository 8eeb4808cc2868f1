#!/usr/bin/ksh
integer n=0
while (( n < 10 )) # <- counts away from its bound
do
	(( n -= 1 ))
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	sleep 30
done
exit 0

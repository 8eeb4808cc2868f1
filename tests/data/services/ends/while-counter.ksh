#!/usr/bin/ksh
integer left=5
while (( left > 0 ))
do
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
	(( left -= 1 ))
done
exit 0 # <- five rounds

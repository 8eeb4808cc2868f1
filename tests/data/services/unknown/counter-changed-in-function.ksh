#!/usr/bin/ksh
integer n=0
function check
{
	ps -ef | grep "[a]ppd" > /dev/null && n=0
}
while (( n < 3 )) # <- the function sets it back
do
	(( n += 1 ))
	check
	sleep 30
done
exit 1

#!/usr/bin/ksh
integer round=0
while true
do
	(( round += 1 ))
	(( round > 4 )) && exit 0 # <- four rounds
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
done

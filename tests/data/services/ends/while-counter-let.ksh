#!/usr/bin/ksh
typeset -i n=0
while [[ n -lt 3 ]]
do
	let n=n+1
	ps -ef | grep "[a]ppd" > /dev/null || exit 1
done
print "done" # <- three rounds

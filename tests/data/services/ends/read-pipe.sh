#!/usr/bin/sh
ps -ef | grep "[a]ppd" | while read user pid rest
do
	echo "process $pid of $user"
done
echo "that was all" # <- ps has an end

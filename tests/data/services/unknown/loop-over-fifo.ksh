#!/usr/bin/ksh
fifo=/var/run/app/control
mkfifo $fifo
while read command
do
	print "got $command"
done < $fifo # <- waits for a writer
exit 0

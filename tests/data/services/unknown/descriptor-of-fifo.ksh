#!/usr/bin/ksh
mkfifo /var/run/app/control
exec 3<> /var/run/app/control # <- its reader waits for a writer
while read -u3 command
do
	print "got $command"
done
exit 0

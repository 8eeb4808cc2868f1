#!/usr/bin/sh
[ -p /var/run/app/control.fifo ] || mkfifo /var/run/app/control.fifo
while read command < /var/run/app/control.fifo # <- waits for a writer
do
	echo "got $command"
done
exit 0

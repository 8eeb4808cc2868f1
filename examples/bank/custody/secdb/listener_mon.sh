#!/usr/bin/sh
# listener_mon.sh PORT SECONDS
PATH=/usr/bin:/usr/sbin
export PATH
port=$1
every=$2

while netstat -an -f inet | grep -q "\.$port .*LISTEN"
do
	sleep ${every:-20}
done

echo "listener_mon: nobody listens on $port"
exit 1

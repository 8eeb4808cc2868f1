#!/bin/bash
#
# port_mon.sh PORT SECONDS: a service that lives as long as somebody answers
# on a port of this node. Three failures in a row end it.

PATH=/usr/sbin:/usr/bin:/sbin:/bin

port=${1:?which port}
pause=${2:-15}
missed=0

while :; do
    if timeout 10 bash -c "exec 3<>/dev/tcp/127.0.0.1/$port" 2>/dev/null; then
        missed=0
    else
        missed=$((missed + 1))
        echo "port_mon: nobody on port $port ($missed)"
        if [ "$missed" -ge 3 ]; then
            exit 1
        fi
    fi
    sleep "$pause"
done

#!/usr/bin/sh
trap 'sleep 30; exec /etc/cmcluster/app/trap-starts-again.sh' 0 # <- runs at the end, and begins again
ps -ef | grep "[a]ppd" > /dev/null || exit 1
exit 0

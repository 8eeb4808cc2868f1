#!/usr/bin/sh
nohup /etc/cmcluster/app/forever.sh appd > /dev/null 2>&1 &
exit 0 # <- the loop goes on without the service

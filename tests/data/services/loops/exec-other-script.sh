#!/usr/bin/sh
PATH=/usr/bin
export PATH
exec nice -n 5 /etc/cmcluster/app/forever.sh appd

#!/usr/bin/sh
cd /etc/cmcluster/app || exit 1
./forever.sh appd

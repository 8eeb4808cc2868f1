#!/usr/bin/sh
umask 022
sh /etc/cmcluster/app/forever.sh appd

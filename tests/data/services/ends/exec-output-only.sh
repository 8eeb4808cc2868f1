#!/usr/bin/sh
exec > /var/run/app/monitor.log 2>&1
date
ps -ef | grep "[a]ppd" # <- exec changed the output only

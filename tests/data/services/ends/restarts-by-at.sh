#!/usr/bin/sh
# not run: at would start it again
ps -ef | grep "[a]ppd" > /dev/null || exit 1
echo "$0" | at now + 5 minutes # <- the next run is no child of the service

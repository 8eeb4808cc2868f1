#!/usr/bin/sh
/opt/app/bin/appctl status || exit 1
[ -d /var/run/app ] || mkdir /var/run/app || exit 1
while true; do sleep 30; /opt/app/bin/check_app || exit 1; done # <- an endless loop

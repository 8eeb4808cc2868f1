#!/usr/bin/sh
perl -e 'while (1) { sleep 30; last unless -f "/var/run/app/appd.pid" }' # <- another language

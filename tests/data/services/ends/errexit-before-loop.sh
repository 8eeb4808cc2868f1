#!/usr/bin/sh
set -e
[ 0 -eq 1 ] # <- a command that fails ends a script with set -e
while true
do
	/opt/app/bin/check_app
	sleep 30
done

#!/usr/bin/sh
# Looks like a loop that never runs; `[ 0 ]` is true like every word that is not empty.
while [ 0 ] # <- a test of one word that is not empty is true
do
	/opt/app/bin/check_app || exit 1
	sleep 60
done

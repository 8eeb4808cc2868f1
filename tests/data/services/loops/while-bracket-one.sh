#!/usr/bin/sh
while [ 1 ] # <- a test of one word that is not empty is true
do
	/opt/app/bin/check_app || exit 1
	sleep 60
done

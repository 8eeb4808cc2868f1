#!/bin/bash
for (( ; ; )) # <- no condition
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

#!/bin/bash
sleep 30 &
while true; do
	/opt/app/bin/check_app || exit 1
	sleep 30
done &
wait -n # <- waits for the first job that ends
exit 1

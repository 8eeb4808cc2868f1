#!/bin/bash
for (( i = 0; i < 10; i++ )); do
	ps -ef | grep -q "[a]ppd" || exit 1
	sleep 30
done
exit 0 # <- ten rounds

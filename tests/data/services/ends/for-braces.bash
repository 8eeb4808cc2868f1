#!/bin/bash
for try in {1..5}; do
	ps -ef | grep -q "[a]ppd" && exit 0 # <- ends when the process is there, or after five rounds
	sleep 2
done
exit 1

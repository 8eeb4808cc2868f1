#!/usr/bin/sh
trap 'while true; do sleep 30; done' 15
ps -ef | grep "[a]ppd" > /dev/null || exit 1
echo "up" # <- a trap is not on the way

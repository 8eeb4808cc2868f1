#!/usr/bin/sh
ps -ef | grep "[a]ppd" > /dev/null || exit 1
wait # <- nothing runs in the background

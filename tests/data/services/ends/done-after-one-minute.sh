#!/usr/bin/sh
ps -ef | grep "[a]ppd" > /dev/null || exit 1; sleep 60; ps -ef | grep "[a]ppd" > /dev/null || exit 1; exit 0 # <- two looks and out

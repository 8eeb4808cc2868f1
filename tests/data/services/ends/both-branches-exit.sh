#!/usr/bin/sh
if ps -ef | grep -q "[a]ppd"
then
	exit 0 # <- both branches exit
else
	exit 1
fi

#!/usr/bin/sh
# Made from a check that used to be called by hand.
if ps -ef | grep "[a]ppd -p 4100" > /dev/null
then
	echo "appd is running"
else
	echo "appd is NOT running"
	exit 1
fi

exit 0 # <- nothing above goes on for ever

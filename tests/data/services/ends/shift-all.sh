#!/usr/bin/sh
# arguments: one two three
while [ $# -gt 0 ]
do
	echo "$1"
	shift
done
exit 0 # <- the loop over the arguments ends with them

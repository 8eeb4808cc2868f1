#!/usr/bin/sh
# arguments: -v
while getopts v option
do
	case $option in
	v) set -x ;;
	esac
done
date
exit 0 # <- the loop over the options ends with them

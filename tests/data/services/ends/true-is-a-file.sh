#!/usr/bin/sh
# A word that looks like the command but is a comparison.
while [ true = TRUE ]
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done
exit 0 # <- the two words differ

#!/usr/bin/sh
# The pause is the condition.
while sleep 30 # <- sleep succeeds each time
do
	/opt/app/bin/check_app || exit 1
done

#!/usr/bin/sh
ROUNDS=${ROUNDS:-1}
while [ $ROUNDS -gt 0 ] # <- the environment may set it, and nothing counts it down
do
	/opt/app/bin/check_app || exit 1
done
exit 0

#!/usr/bin/sh
if /opt/app/bin/run_app # <- the condition may take as long as the application runs
then
	echo "ended well"
	exit 0
fi
exit 1

#!/usr/bin/sh
output=`/opt/app/bin/run_app 2>&1` # <- the value may be the output of the whole run
echo "$output" | mailx -s "appd has ended" root
exit 1

#!/usr/bin/sh
. /opt/app/env/app_env.sh # <- the file is not in the repository
ps -ef | grep "[a]ppd" > /dev/null || exit 1
exit 0

#!/usr/bin/sh
. /etc/cmcluster.conf
$APP_MONITOR # <- what the variable holds is not known

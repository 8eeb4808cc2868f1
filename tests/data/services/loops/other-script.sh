#!/usr/bin/sh
SCRIPTS=/etc/cmcluster/app
$SCRIPTS/forever.sh appd
exit 1

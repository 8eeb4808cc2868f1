#!/usr/bin/sh
/etc/cmcluster/app/once.sh
exit $? # <- the other script ends

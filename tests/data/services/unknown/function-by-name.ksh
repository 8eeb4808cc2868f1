#!/usr/bin/ksh
function once { ps -ef | grep "[a]ppd" > /dev/null; }
function forever { while true; do sleep 30; once || exit 1; done; }
mode=$(cat /etc/cmcluster/app/mode)
$mode # <- which function it is, is not known
exit 0

#!/usr/bin/sh
# atm_journal.sh [seconds] - the service atm_journal
# The journal has to grow: every machine reports at least once a minute.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

pause=${1:-45}
file=/atm/journal/current
last=-1

while :
do
    size=`ls -l $file 2>/dev/null | awk '{print $5}'`
    case "$size" in
    "")      echo "atm_journal: $file is gone";         exit 1 ;;
    "$last") echo "atm_journal: $file does not grow";   exit 1 ;;
    esac
    last=$size
    sleep $pause
done

#!/usr/bin/sh
# atm_switch.sh - the service atm_switch
#
# Starts the switch in the foreground of this script and waits for it, so
# that the service lives as long as the switch does. On the signal of the
# cluster the switch is asked to go before the script goes.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

SWITCH=/opt/atm/bin/switchd

stop_switch()
{
    [ -n "$pid" ] && kill -15 $pid
    wait $pid
    exit 0
}

trap stop_switch 15

$SWITCH -f /atm/program/switch.conf &
pid=$!
wait $pid
echo "$(date '+%H:%M:%S') atm_switch: switchd has ended with status $?"
exit 1

#!/usr/bin/sh
# external script of clearing: the queue must be there before the engine is

case "$1" in
start)
	/opt/clearing/bin/queue check $PEV_CLEARING_QUEUE
	rc=$?
	;;
stop)
	/opt/clearing/bin/queue flush $PEV_CLEARING_QUEUE
	rc=$?
	;;
validate)
	rc=0
	[ -n "$PEV_CLEARING_QUEUE" ] || rc=1
	;;
*)
	rc=1
	;;
esac
exit $rc

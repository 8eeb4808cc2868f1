#!/usr/bin/sh
# secdb.sh - external script of the package secdb

. ${SGCONFFILE:=/etc/cmcluster.conf}

function start_database
{
	su - sec -c "$PEV_SEC_HOME/bin/secstart" || return 1
	su - sec -c "$PEV_SEC_HOME/bin/lsnr start $PEV_SEC_PORT"
}

function stop_database
{
	su - sec -c "$PEV_SEC_HOME/bin/lsnr stop $PEV_SEC_PORT"
	su - sec -c "$PEV_SEC_HOME/bin/secstop" || su - sec -c "$PEV_SEC_HOME/bin/secstop abort"
}

function validate
{
	if [[ -z "$PEV_SEC_HOME" || -z "$PEV_SEC_PORT" ]]
	then
		print "secdb.sh: pev_sec_home and pev_sec_port have to be set"
		return 1
	fi
	return 0
}

typeset -i answer=0
case "$1" in
	start)		start_database; answer=$? ;;
	stop)		stop_database; answer=$? ;;
	validate)	validate; answer=$? ;;
	*)		answer=1 ;;
esac
exit $answer

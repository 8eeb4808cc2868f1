#!/usr/bin/sh
# secdb_mon.sh - is the database there, and does it answer?
#
# PEV_SEC_HOME is not in the environment of a service, so the path is written
# down here once more.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

home=/sec

complain()
{
	echo "$(date '+%Y-%m-%d %H:%M:%S') secdb_mon: $*"
}

alive()
{
	for name in pmon dbwr lgwr
	do
		ps -e -o args | grep -q "^sec_$name\$" || {
			complain "$name is missing"
			return 1
		}
	done
	return 0
}

# The answer may take its time when the journal is being written; the client
# of the database gives up after 90 seconds.
answers()
{
	$home/bin/secsql -t 90 -q "select 1" > /dev/null 2>&1
}

failures=0
while true
do
	if ! alive
	then
		exit 1
	fi
	if answers
	then
		failures=0
	else
		failures=$((failures + 1))
		complain "no answer, $failures in a row"
	fi
	if [ $failures -ge 2 ]
	then
		exit 1
	fi
	sleep 30
done

#!/usr/bin/ksh
#
# GL: monitor of the ledger's database
#
# Asks the database every half minute. A single answer that does not come is
# forgiven, the third in a row is not.

export PATH=/usr/bin:/usr/sbin:/sbin
typeset -i missed=0

while true
do
	# a minute is plenty; dbstat gives up by itself
	if su - ledger -c "/opt/ledger/bin/dbstat -q -t 60" > /dev/null 2>&1
	then
		missed=0
	else
		(( missed = missed + 1 ))
		print "$(date) ledger_db: no answer ($missed)"
	fi

	if (( missed >= 3 ))
	then
		print "$(date) ledger_db: giving up"
		exit 1
	fi
	sleep 30
done

#!/usr/bin/ksh
# not run: each round goes one call deeper
function round
{
	/opt/app/bin/check_app || return 1
	sleep 30
	round # <- begins again, one call deeper
}
round
exit 1

#!/usr/bin/ksh
mode=loop
function choose
{
	[[ -f /var/run/app/once ]] && mode=once
}
choose
if [[ $mode = once ]]
then
	exit 0 # <- the function may have changed it
fi
while true
do
	/opt/app/bin/check_app || exit 1
	sleep 30
done

#!/usr/bin/sh
#
# wms_edi.sh - is the EDI gateway running?
#
# Made from the check that the night shift used to call by hand.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

if ps -ef | grep "[g]atewayd -q /wms/edi" > /dev/null
then
	echo "$(date '+%b %e %X') wms_edi: gateway is running"
else
	echo "$(date '+%b %e %X') wms_edi: gateway is NOT running"
	exit 1
fi

exit 0

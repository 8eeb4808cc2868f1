#!/usr/bin/sh
#
# array.sh - external pre-script of secdb: which side of the array is written?
#
# Comes before the volume groups are activated. Ends with 2 when the disks on
# this side are only a copy, so that another node is tried.

. ${SGCONFFILE:=/etc/cmcluster.conf}

PATH=/usr/bin:/usr/sbin:/sbin:/opt/array/bin
export PATH

sg_utils=$SGCONF/scripts/mscripts/utils.sh
if [ -f "$sg_utils" ]
then
	. $sg_utils
fi

group=sec

case $1 in
start)
	if [ "$(arrayctl role $group)" != primary ]
	then
		echo "array.sh: $group is a copy on $(hostname)"
		exit 2
	fi
	;;
stop)
	;;
validate)
	arrayctl show $group > /dev/null || exit 1
	;;
*)
	echo "array.sh: start, stop or validate"
	exit 1
	;;
esac
exit 0

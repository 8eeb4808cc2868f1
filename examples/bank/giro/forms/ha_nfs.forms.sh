#!/usr/bin/ksh
# Exports the file systems of the package forms, and takes the export back.
# Called by forms.cntl with start or stop.

PATH=/usr/bin:/usr/sbin:/sbin
export PATH

# what is exported: the options, then the directory
XFS[0]="-o rw=branches /forms/in"
XFS[1]="-o ro=branches /forms/out"

# the service that watches the daemons of NFS
NFS_SERVICE_NAME[0]=forms.monitor
NFS_SERVICE_CMD[0]=/etc/cmcluster/forms/nfs.mon
NFS_SERVICE_RESTART[0]="-r 0"

function export_all
{
for entry in "${XFS[@]}"
do
	exportfs -i $entry
	status=$?
	if (( status != 0 ))
	then
		print "ha_nfs: cannot export ${entry##* }"
		return $status
	fi
done
}

function withdraw_all
{
for entry in "${XFS[@]}"
do
	exportfs -u ${entry##* }
done
}

case $1 in
start)
	export_all || exit 1
	cmrunserv ${NFS_SERVICE_NAME[0]} "${NFS_SERVICE_CMD[0]}"
	;;
stop)
	cmhaltserv ${NFS_SERVICE_NAME[0]}
	withdraw_all
	;;
*)
	print "usage: $0 start | stop"
	exit 1
	;;
esac

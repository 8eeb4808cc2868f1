#!/usr/bin/ksh
# linewatch.sh RESOURCE
# Measures how many of fifty packets to the clearing house are lost and tells
# the cluster. What follows from it is the cluster's business.

export PATH=/usr/bin:/usr/sbin:/sbin

resource=$1
house=house.clearing.example

while true
do
	loss=$(ping $house -n 50 | awk -F, '/packet loss/ { print $3 }' | tr -dc 0-9)
	cmsetresource -r $resource -v ${loss:-100} || {
		print "linewatch: $resource cannot be set"
		exit 1
	}
	sleep 10
done

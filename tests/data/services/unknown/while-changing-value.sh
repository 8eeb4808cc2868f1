#!/usr/bin/sh
list="appd applog appweb"
while [ -n "$list" ] # <- whether the value gets empty is not known
do
	process=`echo $list | cut -d' ' -f1`
	ps -ef | grep -v grep | grep "$process" > /dev/null || exit 1
	list=`echo $list | cut -s -d' ' -f2-`
done
exit 0

#!/usr/bin/ksh
/opt/app/bin/appctl monitor |&
while read -p line # <- as long as the coprocess writes
do
	[[ $line = *down* ]] && exit 1
done
exit 1

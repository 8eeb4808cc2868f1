#!/usr/bin/sh
while read name port
do
	echo "$name listens on $port"
done << EOF
appd 4100
applog 4101
EOF
exit 0 # <- two lines

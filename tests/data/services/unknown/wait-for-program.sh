#!/usr/bin/sh
/opt/app/bin/appd -p 4100 &
wait # <- as long as appd
exit 1

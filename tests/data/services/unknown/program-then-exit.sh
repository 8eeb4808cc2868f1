#!/usr/bin/sh
/opt/app/bin/appd -p 4100 # <- if it stays in the foreground, so does the service
exit 0

#!/usr/bin/sh
/opt/app/bin/appd -p 4100 2>&1 | tee -a /var/run/app/app.log # <- the pipe lasts as long as appd

#!/usr/bin/sh
exec tail -f /var/run/app/app.log # <- tail -f does not end

#!/usr/bin/sh
exec /opt/app/bin/appd -p 4100 # <- it becomes the service

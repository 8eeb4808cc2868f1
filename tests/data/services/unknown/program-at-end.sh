#!/usr/bin/sh
PATH=/opt/app/bin:/usr/bin
export PATH
/opt/app/bin/appd -p 4100 # <- whether it stays in the foreground is not known

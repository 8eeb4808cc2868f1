#!/usr/bin/sh
echo "package is up"
tail -f /dev/null # <- tail -f does not end

#!/usr/bin/sh
echo "starting" || while true; do sleep 30; done
exit 0 # <- the loop would only run if echo failed

#!/usr/bin/sh
sleep 2000000000 # <- sixty years
exit 0

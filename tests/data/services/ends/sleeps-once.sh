#!/usr/bin/sh
sleep 3600 # <- a pause is no loop

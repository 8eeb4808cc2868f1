#!/usr/bin/sh
echo "package started on `hostname`" # <- the last command

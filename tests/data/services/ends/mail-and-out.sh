#!/usr/bin/sh
mailx -s "package up" root << EOF
The package runs on `hostname`.
EOF
logger -t monitor "package up" # <- the last command

#!/usr/bin/sh
( date; exit 0 )
echo "behind the subshell" # <- the last command

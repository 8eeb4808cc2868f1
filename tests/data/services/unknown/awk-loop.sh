#!/usr/bin/sh
awk 'BEGIN { while (1) { if (system("/opt/app/bin/check_app")) exit 1; system("sleep 30") } }' # <- awk can loop

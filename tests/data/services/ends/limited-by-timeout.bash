#!/bin/bash
timeout 1 tail -f /var/run/app/app.log
exit 0 # <- timeout ends the command

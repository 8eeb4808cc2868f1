#!/usr/bin/sh
# not run: a real program that measures
vmstat 60 >> /var/run/app/vmstat.log # <- an interval without a count

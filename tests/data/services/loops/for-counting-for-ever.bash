#!/bin/bash
for (( round = 1; ; round++ )); do # <- no condition, it only counts
	/opt/app/bin/check_app || { echo "failed in round $round"; exit 1; }
	sleep 30
done

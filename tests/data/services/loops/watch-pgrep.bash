#!/bin/bash
while pgrep -x appd > /dev/null; do # <- as long as the process lives
	sleep 10
done
exit 1

#!/usr/bin/sh
sleep 30 &
echo "waiting"
wait # <- the job ends

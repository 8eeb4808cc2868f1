#!/usr/bin/sh # <- the shell takes the carriage returns for text
while true
do
	sleep 30
done

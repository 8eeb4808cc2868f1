#!/usr/bin/sh
tail -f /var/run/app/app.log | while read line # <- tail -f does not end
do
	case "$line" in
	*FATAL*) echo "$line" ;;
	esac
done

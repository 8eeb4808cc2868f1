#!/usr/bin/sh
sh -c "date; ps -ef | grep appd" # <- the text ends

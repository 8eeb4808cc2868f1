while true; do ps -ef | grep "[a]ppd" >/dev/null || exit 1; sleep 30; done # <- an endless loop

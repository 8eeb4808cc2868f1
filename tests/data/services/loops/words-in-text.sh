#!/usr/bin/sh
# exit 0; done; break: these are words of a comment
cat <<- EOF
	exit 0
	done
EOF
while true # <- an endless loop
do
	echo "the check is done; exit 1 comes next if it fails"
	/opt/app/bin/check_app || exit 1
	sleep 30
done

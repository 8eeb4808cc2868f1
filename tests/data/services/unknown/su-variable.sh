#!/usr/bin/sh
COMMAND=`cat /etc/cmcluster/app/command`
su - app -c "$COMMAND" # <- what is run is not known
exit 0

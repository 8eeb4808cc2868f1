#!/usr/bin/sh
# feed.sh prod|test -- the price feed of fx and fxtest, a process of its own
# The exec makes the feed take the place of this shell: the service is the
# feed, nothing lies between it and the cluster.
PATH=/usr/bin:/usr/sbin
export PATH
exec /opt/fx/bin/feedd -D -e $1 -p 7400

#!/bin/bash
# api.sh: starts the API of the mobile bank and becomes it.
PATH=/usr/sbin:/usr/bin:/sbin:/bin
cd /mobile || exit 1
exec /opt/mobile/bin/api --config /mobile/etc/api.yaml --no-daemon

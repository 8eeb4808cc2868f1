#!/usr/bin/sh
# not run: a start script of the system
/sbin/init.d/appd start # <- starts a daemon and returns

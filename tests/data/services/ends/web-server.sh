#!/usr/bin/sh
# not run: a web server
PATH=/usr/bin
/opt/apache/bin/apachectl -f /var/run/app/httpd.conf -k start # <- starts a daemon and returns

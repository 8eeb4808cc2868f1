#!/usr/bin/sh
# fx.sh - external script of fx and of fxtest

case $SG_PACKAGE in
fx)	side=prod ;;
fxtest)	side=test ;;
*)	echo "fx.sh: not for $SG_PACKAGE"; exit 1 ;;
esac

case $1 in
start)		/opt/fx/bin/book open $side ;;
stop)		/opt/fx/bin/book close $side ;;
validate)	test -d /opt/fx/bin ;;
esac

#!/usr/bin/sh
# not run: each round goes one call deeper
one() {
	/opt/app/bin/check_app || exit 1
	sleep 10
	two
}
two() {
	/opt/app/bin/check_app -l || exit 1
	sleep 20
	one # <- begins again
}
one

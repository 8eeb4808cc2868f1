#!/usr/bin/sh
log() {
	echo "`date '+%b %e %X'` $*"
}

main() {
	log "monitor starts"
	while true # <- main is called by the last line
	do
		/opt/app/bin/check_app || return 1
		sleep 30
	done
}

main "$@"

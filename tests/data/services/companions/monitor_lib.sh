# Sourced by the monitors of this folder.
monitor_loop() {
	while true # <- the function of the library
	do
		/opt/app/bin/check_app || return 1
		sleep $1
	done
}

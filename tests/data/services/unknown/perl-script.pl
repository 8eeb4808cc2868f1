#!/usr/bin/perl # <- another language
while (1) {
	system("/opt/app/bin/check_app") == 0 or exit 1;
	sleep 30;
}

#!/bin/bash
#
# External script of portal.

. ${SGCONFFILE:=/etc/cmcluster.conf}

if [[ -f ${SGCONF}/scripts/mscripts/utils.sh ]]; then
    . ${SGCONF}/scripts/mscripts/utils.sh
fi

start_portal() {
    su - "$PEV_PORTAL_USER" -c /opt/portal/bin/start.sh
}

stop_portal() {
    su - "$PEV_PORTAL_USER" -c "/opt/portal/bin/stop.sh 60"
}

validate_portal() {
    if [[ -z $PEV_PORTAL_USER ]]; then
        echo "portal.sh: pev_portal_user is missing"
        return 1
    fi
    id "$PEV_PORTAL_USER" >/dev/null
}

case ${1} in
    start)    start_portal ;;
    stop)     stop_portal ;;
    validate) validate_portal ;;
    *)        echo "portal.sh: start, stop or validate"; exit 1 ;;
esac
exit $?

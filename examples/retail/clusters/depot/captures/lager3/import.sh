#!/usr/bin/sh
#
# import.sh - make the shared volume groups known on lager3
#
# Run once on lager3, with the groups inactive there. The map files come from
# lager1, where they were written with: vgexport -p -s -m <map> <group>

PATH=/sbin:/usr/sbin:/usr/bin
export PATH

cd /var/adm/vgmaps || exit 1

mkdir /dev/vglock
mknod /dev/vglock/group c 64 0x010000
vgimport -s -v -m vglock.map /dev/vglock

mkdir /dev/vgwms
mknod /dev/vgwms/group c 64 0x020000
vgimport -s -v -m vgwms.map /dev/vgwms

mkdir /dev/vglabel
mknod /dev/vglabel/group c 64 0x030000
vgimport -s -v -m vglabel.map /dev/vglabel

mkdir /dev/vgdisp
mknod /dev/vgdisp/group c 64 0x050000
vgimport -s -v -m vgdisp.map /dev/vgdisp

# The result goes into the repository as group.txt.
ll /dev/*/group
